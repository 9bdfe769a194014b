// Cures change only what they must: the author's formatting and order of keys stay.
import t from 'tap';
import { applyCure } from '../../src/manifest/cures.js';

const text = `{
    "schemaVersion": "1.5",
    "configuration": { "settingsPage": "html/index.html" },
    "acapPackageConf": {
        "setup": { "appId": 12,   "appName": "a", "runOptions": "" }
    }
}
`;

t.test('a value', async (t) => {
  t.equal(
    applyCure(text, { kind: 'set', path: ['schemaVersion'], value: '1.5.0' }),
    text.replace('"1.5"', '"1.5.0"'),
  );
  const added = applyCure(text, { kind: 'set', path: ['acapPackageConf', 'setup', 'version'], value: '1' });
  t.equal(JSON.parse(added).acapPackageConf.setup.version, '1');
});

t.test('a field taken away', async (t) => {
  const cured = applyCure(text, { kind: 'remove', path: ['acapPackageConf', 'setup', 'runOptions'] });
  t.same(JSON.parse(cured).acapPackageConf.setup, { appId: 12, appName: 'a' });
  t.ok(cured.includes('"appId": 12,   "appName": "a"'), 'what stood before it stays as it was');
  t.equal(cured.split('\n').length, text.split('\n').length);
});

t.test('a name keeps its place', async (t) => {
  const cured = applyCure(text, {
    kind: 'move',
    from: ['configuration', 'settingsPage'],
    to: ['configuration', 'settingPage'],
  });
  t.equal(cured, text.replace('settingsPage', 'settingPage'));
});

t.test('a field that moves keeps its value and the indentation', async (t) => {
  const cured = applyCure(text, {
    kind: 'move',
    from: ['configuration'],
    to: ['acapPackageConf', 'configuration'],
  });
  t.same(JSON.parse(cured).acapPackageConf.configuration, { settingsPage: 'html/index.html' });
  t.notOk('configuration' in JSON.parse(cured));
  t.match(cured, /\n {8}"configuration": \{/);
});

t.test('nothing is overwritten, and nothing to move is no change', async (t) => {
  const taken = text.replace('"setup"', '"configuration": {}, "setup"');
  const move = { kind: 'move', from: ['configuration'], to: ['acapPackageConf', 'configuration'] } as const;
  t.equal(applyCure(taken, { ...move, from: [...move.from], to: [...move.to] }), taken);
  t.equal(applyCure(text, { kind: 'move', from: ['nothing'], to: ['x'] }), text);
});

t.test('tabs and CRLF stay', async (t) => {
  const windows = '{\r\n\t"a": 1\r\n}\r\n';
  t.equal(applyCure(windows, { kind: 'set', path: ['b'], value: 2 }), '{\r\n\t"a": 1,\r\n\t"b": 2\r\n}\r\n');
});
