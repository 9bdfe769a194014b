// diff as users type it: what it prints, exit codes, JSON.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import { packagePath } from '../../src/support/package-root.js';
import { acapkitIn } from '../support/command-line.js';
import { makeEap } from '../support/make-eap.js';
import { sample, sampleConfiguration, sampleFolder, sampleLibrary } from '../support/sample-eap.js';

t.test('diff', async (t) => {
  const { dir, file } = sampleFolder(t);
  const next = makeEap(path.join(dir, '2'), {
    ...sample,
    version: '1.1.0',
    program: '#!/bin/sh\nexec sleep 60\n',
    configuration: { ...sampleConfiguration, paramConfig: [{ name: 'Other', default: '2', type: 'string' }] },
    files: {
      ...sample.files,
      'lib/cut.so': sampleLibrary,
      'html/new.html': 'x',
      'param.conf': 'Other="2" type="string"\n',
    },
  });
  const other = path.relative(dir, next);
  const { code, stdout, stderr } = await acapkitIn(dir, 'diff', file, other);
  t.equal(code, 0);
  for (const line of [
    /^- hello 1\.0\.0 all {2}\d+ bytes {2}1\/hello_1_0_0\.eap$/m,
    /^\+ hello 1\.1\.0 all {2}\d+ bytes {2}2\/hello_1_1_0\.eap$/m,
    /^~ hello {2}content, size 25 → 24$/m,
    /^\+ html\/new\.html {2}1 byte, mode 0644$/m,
    /^~ acapPackageConf\.setup\.version {2}"1\.0\.0" → "1\.1\.0"$/m,
    /^- Mode {2}"1", type int:min=0$/m,
    /^\+ Other {2}"2", type string$/m,
  ])
    t.match(stdout, line);
  t.match(
    stderr,
    /^warning manifest\/parameter-removed: .*the parameter Mode of the release before is gone/m,
  );
  t.equal((await acapkitIn(dir, 'diff', file, other, '--exit-code')).code, 1);
  const same = await acapkitIn(dir, 'diff', file, file, '--exit-code');
  t.match(same, { code: 0, stdout: 'no difference: the same bytes\n' });
  const json = await acapkitIn(dir, 'diff', file, other, '--json');
  t.match(JSON.parse(json.stdout), {
    ok: true,
    same: false,
    files: Array,
    parameters: [{ path: 'Mode', from: { default: '1' } }, { path: 'Other' }],
    findings: [{ code: 'manifest/parameter-removed' }],
  });
});

t.test('diff of programs, cut unless --all', async (t) => {
  const dir = t.testdir({ '1': {}, '2': {} });
  const one = makeEap(path.join(dir, '1'), { files: { 'lib/libx.so': sampleLibrary } });
  const event = readFileSync(packagePath('build', 'aarch64', 'simulator', 'libaxevent.so.1'));
  const two = makeEap(path.join(dir, '2'), { files: { 'lib/libx.so': event } });
  const { stdout } = await acapkitIn(dir, 'diff', one, two);
  t.match(stdout, /^~ {3}soname +libaxparameter\.so\.1 → libaxevent\.so\.1$/m);
  t.match(stdout, /^- {3}exports +ax_parameter_/m);
  t.match(stdout, /\d+ more; --all shows all/);
  t.notMatch((await acapkitIn(dir, 'diff', one, two, '--all')).stdout, /--all shows all/);
});
