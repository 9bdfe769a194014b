// acapkit check with AXIS OS 13 in mind: what is told with its source, and no false alarm for the templates and for manifests like those of
// Axis' own examples.
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { judgeManifest } from '../../src/manifest/check.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { scanFiles } from '../../src/project/files.js';
import { packagePath } from '../../src/support/package-root.js';
import { acapkit, jsonOf } from '../support/command-line.js';
import { specPath } from '../support/vectors.js';

const setup = {
  appName: 'app',
  vendor: 'V',
  vendorId: '0123ABCDEF',
  runMode: 'once',
  version: '1.0.0',
};
const manifest = (more: object = {}, resources?: object): string =>
  JSON.stringify({ schemaVersion: '2.2.0', resources, acapPackageConf: { setup: { ...setup, ...more } } });
const to = (max: string) => ({ compatibleOsVersions: [{ min: '12.0', max }] });
const isAbout13 = ({ code }: { code: string }): boolean => /^os13\/|^manifest\/dlpu$|script-mode/.test(code);

async function app(t: Test, text: string): Promise<string> {
  const folder = t.testdir({
    app: '#!/bin/bash\ncurl http://localhost/axis-cgi/param.cgi\n',
    LICENSE: 'terms\n',
    'manifest.json': text,
    lib: { 'run.sh': '#!/bin/sh\n' },
  });
  await chmod(path.join(folder, 'app'), 0o755);
  return folder;
}

t.test('findings with their sources, for people and for machines', async (t) => {
  const folder = await app(t, manifest(to('12')));
  const codes = async (...flags: string[]) =>
    jsonOf(await acapkit(['check', folder, '--json', ...flags]))
      .findings.filter(isAbout13)
      .map(({ severity, code }) => `${severity} ${code}`);
  t.same(await codes(), [], '13 is not meant');
  t.same(await codes('--os', '12'), []);
  t.same((await codes('--os', '13')).sort(), [
    'error os13/not-declared',
    'warning os13/loopback',
    'warning os13/script-mode',
    'warning os13/shebang',
  ]);
  const ran = await acapkit(['check', folder, '--os', '13']);
  t.equal(ran.code, 1);
  t.match(
    ran.stderr,
    /^error os13\/not-declared: .*\n(?: {2}.*\n)* {2}source {4}Axis: Extend compatibility to future AXIS OS major versions; stated$/m,
  );
  const json = jsonOf(await acapkit(['check', folder, '--os', '13', '--json']));
  t.match(
    json.findings.find(({ code }) => code === 'os13/shebang'),
    { source: /; inferred$/, location: { line: 1 } },
  );
  await writeFile(path.join(folder, 'manifest.json'), manifest(to('13')));
  t.same(
    (await codes()).sort(),
    ['warning os13/loopback', 'warning os13/script-mode', 'warning os13/shebang'],
    'the manifest promises it',
  );
  const fixed = await acapkit(['check', folder, '--fix', '--json']);
  t.notOk(
    jsonOf(fixed).findings.some(({ code }) => code === 'os13/script-mode'),
    'a mode is cured',
  );
});

t.test('an old manifest, or none, when 13 is asked for', async (t) => {
  const old = { schemaVersion: '1.7.3', acapPackageConf: { setup: { ...setup, vendorId: undefined } } };
  const folder = await app(t, JSON.stringify(old));
  const told = async (target: string, ...flags: string[]) =>
    jsonOf(await acapkit(['check', target, '--json', ...flags])).findings.filter(
      ({ code }) => code === 'manifest/os-13',
    );
  t.match(await told(folder), [{ severity: 'warning', source: /; stated$/ }]);
  t.match(await told(folder, '--os', '13'), [{ severity: 'error' }]);
  const conf = t.testdir({
    old: '#!/bin/sh\n',
    LICENSE: 'terms\n',
    'package.conf': 'APPNAME="old"\nVENDOR="V"\n',
  });
  t.match(await told(conf), [{ severity: 'warning', source: /; stated$/ }]);
  t.match(await told(conf, '--os', '13'), [{ severity: 'error' }]);
});

const judge = (text: string, files?: Awaited<ReturnType<typeof scanFiles>>) =>
  judgeManifest(parseManifest(text, 'manifest.json'), { os: '13', ...(files ? { files } : {}) })
    .map(({ finding }) => finding)
    .filter(isAbout13);

t.test('the templates', async (t) => {
  const names = await readdir(packagePath('templates'));
  t.ok(names.length >= 4);
  for (const name of names) {
    const folder = packagePath('templates', name);
    const text = await readFile(path.join(folder, 'manifest.json'), 'utf8');
    const files = await scanFiles(
      folder,
      (await readdir(folder)).filter((file) => file !== 'manifest.json'),
    );
    t.ok(files.files.length > 3);
    t.same(judge(text.replaceAll('@APP_NAME@', 'APP_NAME'), files), [], name);
  }
});

t.test('manifests like those of Axis’ examples', async (t) => {
  const dlpu = { deepLearningProcessor: { enabled: true, required: true } };
  const proxy = { reverseProxy: [{ apiPath: 'my_web', target: 'http://localhost:2001', access: 'admin' }] };
  const web = JSON.parse(manifest(to('13')));
  web.acapPackageConf.configuration = proxy;
  for (const text of [
    manifest({ ...to('13'), runOptions: 'a9-dlpu-tflite /usr/local/packages/app/model.tflite' }, dlpu),
    manifest({ ...to('13'), runOptions: 'cpu-tflite /usr/local/packages/app/model.tflite' }),
    manifest({ ...to('13'), runOptions: 'google-edge-tpu-tflite /usr/local/packages/app/model.tflite' }),
    JSON.stringify(web),
  ])
    t.same(judge(text), [], text);
});

const folder = specPath('packaging', 'corpus', 'manifests');
if (folder === undefined) t.test('corpus', { skip: 'it is not beside this checkout' }, async () => undefined);
else
  t.test('Axis’ own 2.x manifests', async (t) => {
    const names = (await readdir(folder)).filter((name) => name.startsWith('AxisCommunications__'));
    const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
    const newer = names.flatMap((name, index) => {
      const text = texts[index] ?? '';
      return /"schemaVersion": "2\./.test(text) ? [{ name, text }] : [];
    });
    t.ok(newer.length > 10);
    for (const { name, text } of newer) t.same(judge(text), [], name);
  });
