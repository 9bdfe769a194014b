import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import t from 'tap';
import { ParameterError } from '../../src/simulator/parameters/parameter-error.js';
import { groupOf, parameterLimits } from '../../src/simulator/parameters/parameter-limits.js';
import { ParameterStore } from '../../src/simulator/parameters/parameter-store.js';
import { AcapkitError } from '../../src/support/errors.js';

const profile = { 'root.Properties.System.SerialNumber': 'B8A44F000001', 'Brand.Brand': 'AXIS' };

const declared = [
  { name: 'Name', default: 'a', type: 'string' },
  { name: 'Fixed', default: 'b', type: 'readonly:string' },
  { name: 'Volatile', default: 'c', type: 'nosync:string' },
];

function reasonOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    if (error instanceof ParameterError) return error.reason;
    throw error;
  }
  return 'none';
}

t.test('reading: device values, app values, with and without root', async (t) => {
  const store = new ParameterStore({ directory: t.testdir(), profile });
  store.declareApp('myapp', declared);
  t.equal(groupOf('myapp'), 'Myapp');
  t.equal(store.get('root.Properties.System.SerialNumber'), 'B8A44F000001');
  t.equal(store.get('Brand.Brand'), 'AXIS');
  t.equal(store.get('root.Myapp.Name'), 'a');
  t.equal(store.get('Myapp.Name'), 'a');
  t.equal(store.get('root.myapp.Name'), undefined);
  t.equal(store.get('root.Myapp.__proto__'), undefined);
  t.equal(store.typeOf('root.Myapp.Volatile'), 'nosync:string');
  t.equal(store.typeOf('root.Brand.Brand'), undefined);
});

t.test('listing by group, in any letter case', async (t) => {
  const store = new ParameterStore({ directory: t.testdir(), profile });
  store.declareApp('myapp', declared);
  const names = (group?: string) => store.list(group).map(({ name }) => name);
  t.equal(names().length, 5);
  t.equal(names('root').length, 5);
  t.same(names('ROOT.brand'), ['root.Brand.Brand']);
  t.same(names('properties.system'), ['root.Properties.System.SerialNumber']);
  t.same(names('Myapp.Name'), ['root.Myapp.Name']);
  t.same(names('root.Myapp.'), ['root.Myapp.Name', 'root.Myapp.Fixed', 'root.Myapp.Volatile']);
  t.same(names('My'), [], 'a group is a whole word');
});

t.test('writing: reasons of failure', async (t) => {
  const store = new ParameterStore({ directory: t.testdir(), profile });
  store.declareApp('myapp', declared);
  t.equal(
    reasonOf(() => store.set('Brand.Brand', 'x')),
    'read-only',
  );
  t.equal(
    reasonOf(() => store.set('Myapp.Fixed', 'x')),
    'read-only',
  );
  t.equal(
    reasonOf(() => store.set('Myapp.None', 'x')),
    'not-found',
  );
  t.equal(
    reasonOf(() => store.set('Nobody.None', 'x')),
    'not-found',
  );
  t.equal(
    reasonOf(() => store.add('myapp', 'Name', '', '')),
    'exists',
  );
  t.equal(
    reasonOf(() => store.add('nobody', 'Name', '', '')),
    'not-found',
  );
  t.equal(
    reasonOf(() => store.remove('myapp', 'None')),
    'not-found',
  );
  for (const name of ['', 'a b', 'a=b', '.a', 'a.', 'root', 'root.Other.a', 'ä'])
    t.equal(
      reasonOf(() => store.add('myapp', name, '', '')),
      'invalid',
      `name "${name}"`,
    );
  t.equal(
    reasonOf(() => store.declareApp('Myapp', [])),
    'exists',
    'two apps cannot share a group',
  );
  t.equal(
    reasonOf(() => store.declareApp('../x', [])),
    'invalid',
  );
  store.set('Myapp.Fixed', 'x', { by: 'simulator' });
  t.equal(store.get('Myapp.Fixed'), 'x');
});

t.test('limits', async (t) => {
  const store = new ParameterStore({ directory: t.testdir() });
  const { nameBytes, valueBytes, typeBytes, perApp } = parameterLimits;
  store.declareApp('myapp', [{ name: 'Name', default: '', type: '' }]);
  t.equal(
    reasonOf(() => store.set('Myapp.Name', 'x'.repeat(valueBytes))),
    'none',
  );
  t.equal(
    reasonOf(() => store.set('Myapp.Name', 'x'.repeat(valueBytes + 1))),
    'limit',
  );
  t.equal(
    reasonOf(() => store.add('myapp', 'n'.repeat(nameBytes + 1), '', '')),
    'limit',
  );
  t.equal(
    reasonOf(() => store.add('myapp', 'Type', '', 'x'.repeat(typeBytes + 1))),
    'limit',
  );
  const many = Array.from({ length: perApp }, (_, i) => ({ name: `P${i}`, default: '', type: '' }));
  t.equal(
    reasonOf(() => store.declareApp('full', many)),
    'none',
  );
  t.equal(
    reasonOf(() => store.add('full', 'OneMore', '', '')),
    'limit',
  );
  t.equal(
    reasonOf(() => store.declareApp('full', [{ name: 'OneMore', default: '', type: '' }])),
    'limit',
  );
  t.equal(store.list('Full').length, perApp, 'a refused declaration changes nothing');
});

t.test('changes are announced once, unsynced ones later and in order', async (t) => {
  const store = new ParameterStore({ directory: t.testdir() });
  store.declareApp('myapp', [...declared, { name: 'Other', default: '', type: '' }]);
  store.declareApp('second', declared);
  const seen: string[] = [];
  store.on('changed', ({ name, value, by }) => seen.push(`${name}=${value} ${by}`));
  store.set('Myapp.Name', 'a');
  t.same(seen, [], 'the same value is no change');
  store.set('Myapp.Name', '1', { sync: false, by: 'axparameter' });
  store.set('Myapp.Name', '2', { sync: false, by: 'axparameter' });
  store.set('Second.Name', 'x');
  t.same(seen.splice(0), ['root.Second.Name=x api'], 'another app does not flush');
  t.equal(store.get('Myapp.Name'), '2', 'the value is there at once');
  store.set('Myapp.Other', '3', { by: 'param.cgi' });
  t.same(seen.splice(0), ['root.Myapp.Name=2 axparameter', 'root.Myapp.Other=3 param.cgi']);
  store.set('Myapp.Name', '4', { sync: false });
  store.set('Myapp.Name', '4');
  t.same(seen.splice(0), ['root.Myapp.Name=4 api'], 'a synced set of the same value flushes');
  store.set('Myapp.Name', '5', { sync: false });
  store.remove('myapp', 'Name');
  store.set('Myapp.Other', '6');
  t.same(seen, ['root.Myapp.Other=6 api'], 'a removed parameter is not announced');
});

t.test('values survive a restart and an upgrade; nosync and unsynced ones do not', async (t) => {
  const directory = t.testdir();
  const store = new ParameterStore({ directory, profile });
  store.declareApp('myapp', declared);
  store.add('myapp', 'Added', 'd', 'int');
  store.set('Myapp.Volatile', 'lost');
  store.set('Myapp.Name', 'kept');
  store.set('Myapp.Name', 'not written', { sync: false });
  const again = new ParameterStore({ directory, profile });
  t.equal(again.get('Myapp.Name'), 'kept');
  t.equal(again.get('Myapp.Volatile'), 'c');
  t.equal(again.get('Myapp.Added'), 'd');
  again.declareApp('myapp', [{ name: 'Name', default: 'new default', type: 'string:maxlen=9' }]);
  t.equal(again.get('Myapp.Name'), 'kept', 'an upgrade keeps the value');
  t.equal(again.typeOf('Myapp.Name'), 'string:maxlen=9', 'and takes the new type');
  t.equal(again.get('Myapp.Added'), 'd');
  again.forgetApp('myapp');
  t.equal(again.get('Myapp.Name'), undefined);
  t.equal(new ParameterStore({ directory }).get('Myapp.Name'), undefined);
});

t.test('resolving names as an app means them', async (t) => {
  const store = new ParameterStore({ directory: t.testdir(), profile });
  store.declareApp('myapp', [{ name: 'Group.Inner', default: '1', type: '' }]);
  t.equal(store.resolve('myapp', 'Name'), 'root.Myapp.Name');
  t.equal(store.resolve('myapp', 'root.Other.Name'), 'root.Other.Name');
  t.equal(store.resolve('myapp', 'Properties.System.SerialNumber'), 'root.Properties.System.SerialNumber');
  t.equal(store.resolve('myapp', 'Group.Inner'), 'root.Myapp.Group.Inner');
});

t.test('a broken file is named, not overwritten', async (t) => {
  for (const content of ['{', '[]', '{"app":"x","parameters":{"a":1}}']) {
    const directory = t.testdir({ 'X.json': content });
    t.throws(() => new ParameterStore({ directory }), AcapkitError);
    t.equal(fs.readFileSync(path.join(directory, 'X.json'), 'utf8'), content);
  }
});

t.test('a write that fails changes nothing', async (t) => {
  const directory = t.testdir();
  const store = new ParameterStore({ directory });
  store.declareApp('myapp', declared);
  const seen: string[] = [];
  store.on('changed', ({ value }) => seen.push(value));
  fs.rmSync(directory, { recursive: true });
  t.throws(() => store.set('Myapp.Name', 'x'), { code: 'ENOENT' });
  t.throws(() => store.add('myapp', 'Added', 'x', ''), { code: 'ENOENT' });
  t.throws(() => store.remove('myapp', 'Name'), { code: 'ENOENT' });
  t.equal(store.get('Myapp.Name'), 'a');
  t.equal(store.get('Myapp.Added'), undefined);
  t.same(seen, []);
});

const storeModule = fileURLToPath(
  new URL('../../src/simulator/parameters/parameter-store.js', import.meta.url),
);

/** Writes ever new pairs of equal values until it is killed; prints each pair that is on the disk. */
const writer = (directory: string) => `
const { ParameterStore } = await import(${JSON.stringify(pathToFileURL(storeModule).href)});
const store = new ParameterStore({ directory: ${JSON.stringify(directory)} });
store.declareApp('myapp', [{ name: 'A', default: '0', type: '' }, { name: 'B', default: '0', type: '' }]);
for (let count = Number(store.get('Myapp.A')) + 1; ; count++) {
  const value = String(count);
  store.set('Myapp.A', value, { sync: false });
  store.set('Myapp.B', value);
  process.stdout.write(value + '\\n');
  await new Promise((resolve) => setImmediate(resolve));
}`;

t.test('killed while writing: the values are whole and at least as new as the last one told', async (t) => {
  const directory = t.testdir();
  for (let round = 1; round <= 5; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer(directory)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    t.teardown(() => child.kill('SIGKILL'));
    let last = 0;
    let lines = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      last = Number(line);
      if (++lines === 20 + round) child.kill('SIGKILL');
    }
    const store = new ParameterStore({ directory });
    const value = Number(store.get('Myapp.A'));
    t.equal(store.get('Myapp.B'), String(value), `round ${round}: both values are of one write`);
    t.ok(value >= last && last > 0, `round ${round}: ${value} after ${last}`);
    t.same(fs.readdirSync(directory), ['Myapp.json'], `round ${round}: no temporary file stays`);
  }
});
