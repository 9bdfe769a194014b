// Following a log that loses old lines at its front.
import t from 'tap';
import { newLines } from '../../src/cli/logs.js';

t.same(newLines([], ['a', 'b']), ['a', 'b']);
t.same(newLines(['a', 'b'], ['a', 'b', 'c']), ['c']);
t.same(newLines(['a', 'b'], ['b', 'c']), ['c'], 'the front was lost');
t.same(newLines(['a', 'a'], ['a', 'a', 'a']), ['a'], 'equal lines');
t.same(newLines(['a', 'b'], ['x', 'y']), ['x', 'y'], 'all was lost');
t.same(newLines(['a'], ['a']), []);
