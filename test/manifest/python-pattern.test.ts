// Patterns of Axis' schemas are Python's: in JavaScript they must accept the same texts.
import t from 'tap';
import { javaScriptPattern, pythonRegExp } from '../../src/manifest/python-pattern.js';

const matches = (pattern: string, text: string): boolean => pythonRegExp(pattern, 'u').test(text);

t.test('letters and digits of every script', async (t) => {
  t.ok(matches('^\\w+$', 'Öä_9京'));
  t.ok(matches('^[\\w-]+$', 'Ö-京'));
  t.notOk(matches('^\\w+$', 'a-b'));
  t.ok(matches('^\\d\\D$', '٣x'));
  t.notOk(matches('^\\d\\D$', '3٣'));
  t.notOk(matches('^\\W$', 'Ö'));
  t.ok(matches('^[\\d.]+$', '٣.1'));
});

t.test('needless backslashes, which the u flag refuses, mean the character', async (t) => {
  t.equal(javaScriptPattern('^[\\w /\\.\\=-]+$'), '^[\\p{L}\\p{N}_ /\\.=-]+$');
  t.ok(matches("^[\\w /\\-\\(\\),\\.\\!\\?\\&\\']+$", "Hi, it's (me) & you! - ok?"));
  t.ok(matches('^\\-\\ \\"\\/\\😀$', '- "/😀'), 'outside a class the hyphen too');
  t.ok(matches('^[a\\-c]+$', 'a-c'), 'inside a class it stays');
  t.notOk(matches('^[a\\-c]+$', 'b'));
});

t.test('brackets', async (t) => {
  t.ok(matches('^[]a]+$', ']a'), 'first in a class it stands for itself');
  t.ok(matches('^[^]a]$', 'b'));
  t.notOk(matches('^[^]a]$', ']'));
  t.ok(matches('^[a[]\\w$', '[Ö'), 'an opening one inside a class too');
  t.ok(matches('^[\\w\\-.+*?$(){}\\[\\]\\\\][\\w\\-.+*?$(){}\\[\\]\\\\/]*$', 'a[0]\\(b){1}/$'));
});

t.test('ends', async (t) => {
  t.ok(matches('\\Aab\\Z', 'ab'));
  t.notOk(matches('\\Aab\\Z', 'xab'));
  t.notOk(matches('^ab$', 'ab\n'), 'stricter than Python, on purpose');
});

t.test('what JavaScript cannot say is an error, not another meaning', async (t) => {
  for (const pattern of ['\\q', '[\\A]', '(', 'a{2', '(?P<n>a)'])
    t.throws(() => pythonRegExp(pattern, 'u'), pattern);
});
