// Public package.conf sets: all can be migrated, and packing the result gives the same variables, but for those that the report names.
import { cp, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { completeManifest } from '../../src/manifest/complete.js';
import { readCgiConf } from '../../src/manifest/conf/cgi-conf.js';
import type { Manifest } from '../../src/manifest/types.js';
import { cgiConf } from '../../src/package/cgi-conf.js';
import { planOtherFiles } from '../../src/package/other-files.js';
import { packageConf } from '../../src/package/package-conf.js';
import { paramConf } from '../../src/package/param-conf.js';
import { parsePackageConf, parseParamConf } from '../../src/package/read-conf.js';
import { migrate } from '../../src/project/migrate.js';
import { specPath } from '../support/vectors.js';
import { differing, reportedNames } from './migrate-conversion.js';

const corpus = specPath('packaging', 'corpus', 'packageconf');

const cgiEntries = (text: string) => readCgiConf({ file: 'cgi', text }).entries.map(({ http }) => http);

if (corpus === undefined) t.test('corpus', { skip: 'it is not beside this checkout' }, async () => undefined);
else {
  const names = await readdir(corpus);
  const accepted: string[] = [];
  const tooLong: string[] = [];
  for (const name of names) {
    t.test(name, async (t) => {
      const folder = path.join(t.testdir(), 'app');
      await cp(path.join(corpus, name), folder, { recursive: true });
      const done = await migrate(folder);
      const errors = done.findings.filter(({ severity }) => severity === 'error');
      const written = (await readdir(folder)).includes('manifest.json');
      t.equal(written, errors.length === 0, 'written unless there are errors');
      t.equal(done.written, written);
      (errors.length === 0 ? accepted : tooLong).push(name);
      t.same(
        new Set(errors.map(({ code }) => code)),
        new Set(errors.length === 0 ? [] : ['manifest/app-name']),
      );
      for (const { location } of errors)
        t.match(location, { file: path.join(folder, 'package.conf'), line: Number, column: 9 });

      const text = (file: string) => readFile(path.join(folder, file), 'utf8').catch(() => '');
      const before = parsePackageConf(await text('package.conf'));
      const source = JSON.parse(done.text) as Manifest;
      const manifest = completeManifest(source, { architecture: 'aarch64' });
      const { packed } = planOtherFiles(manifest, done.addFiles);
      t.same(packed, done.addFiles, 'no file is named in vain');
      const after = parsePackageConf(packageConf(manifest, packed));
      const reported = reportedNames(done.changes);
      for (const variable of differing(before, after))
        t.ok(reported.has(variable), `${variable} differs and is reported`);
      const { paramConfig, httpConfig } = source.acapPackageConf.configuration ?? {};
      t.same(parseParamConf(paramConf(manifest)), parseParamConf(await text('param.conf')), 'parameters');
      t.same(paramConfig ?? [], parseParamConf(await text('param.conf')));
      t.same(httpConfig ?? [], cgiEntries(cgiConf(manifest) ?? ''), 'CGI entries');

      const again = await migrate(folder, { from: 'package-conf', ...(written ? {} : { force: true }) });
      t.equal(again.changed, !written, 'a second run changes nothing');
    });
  }
  t.test('counts', async (t) => {
    t.equal(names.length, 25);
    t.equal(accepted.length, 21);
    t.same(tooLong.map((name) => name.replace(/.*_axevent_examples_/, '')).sort(), [
      'key_value_set_example1',
      'property_state_declaration_example',
      'send_event_example',
      'stateless_declaration_from_template_example',
    ]);
  });
  t.test('details of odd sets', async (t) => {
    const of = async (name: string) => {
      const folder = path.join(t.testdir(), name);
      await cp(path.join(corpus, name), folder, { recursive: true });
      return migrate(folder);
    };
    const gun = await of('LukeBuildsStuff__Axis-Acap-Gunshot-Detection');
    t.match(
      gun.findings.filter(({ code }) => code === 'conf/line').map(({ location }) => location?.line),
      [4, 5],
    );
    t.same(gun.addFiles, ['gunshot_model_real_audio.tflite', 'config.json', 'test_gunshot.wav']);
    const doom = await of('ErikMN__acap_doom');
    t.same(doom.addFiles, ['doom1.wad', 'dropin_service.service', 'libwebsockets', 'sndserver']);
    const dropped = doom.changes.filter(({ action, from }) => action === 'dropped' && from === 'OTHERFILES');
    t.same(
      dropped.map(({ value }) => value),
      ['manifest.json'],
    );
    t.same(
      (await of('oneshot2001__OmniSight-dev__package-v070')).addFiles,
      [],
      'the program and html/ are packed anyway',
    );
    const phase = await of('oneshot2001__OmniSight-dev__package-phase4-v6');
    t.ok(phase.findings.some(({ code }) => code === 'migrate/cgi-file-missing'));
  });
}
