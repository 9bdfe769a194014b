// The stage follows the project: what its author deleted does not stay in the package; what the build made does.
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { type StagedProject, stageProject } from '../../src/build/stage.js';

const staged = (directory: string): StagedProject => ({ directory, manifestFile: 'manifest.json' });

t.test('files come, change and go; build results stay', async (t) => {
  const project = t.testdir({
    LICENSE: 'terms',
    html: { 'a.html': 'a', 'b.html': 'b' },
    node_modules: { x: '' },
    'old.eap': '',
  });
  const stage = await stageProject(staged(project), 'host');
  t.same((await readdir(stage)).sort(), ['LICENSE', 'html']);
  await writeFile(path.join(stage, 'main.o'), 'object');
  await rm(path.join(project, 'LICENSE'));
  await rm(path.join(project, 'html', 'a.html'));
  await mkdir(path.join(project, 'lib'));
  await writeFile(path.join(project, 'lib', 'x.so'), '');
  await stageProject(staged(project), 'host');
  t.same((await readdir(stage)).sort(), ['html', 'lib', 'main.o']);
  t.same(await readdir(path.join(stage, 'html')), ['b.html']);
});

t.test(
  'times are kept, and what did not change is not copied again, so that make builds only what changed',
  async (t) => {
    const project = t.testdir({ 'a.c': 'int a;' });
    for (const fraction of [0.0001, 0.5004, 0.9996]) {
      const seconds = 1_700_000_000 + fraction;
      await utimes(path.join(project, 'a.c'), seconds, seconds);
      const copy = path.join(await stageProject(staged(project), 'host'), 'a.c');
      const first = await stat(copy);
      t.ok(Math.abs(first.mtimeMs - seconds * 1000) < 1, `time with a fraction of ${fraction} s`);
      await stageProject(staged(project), 'host');
      t.equal((await stat(copy)).ino, first.ino, 'the same file as before');
      await rm(copy);
    }
  },
);

t.test('a manifest that was asked for by name is the manifest of the stage', async (t) => {
  const directory = t.testdir({ 'manifest.json': '{"of":"none"}', 'manifest.json.cpu': '{"of":"cpu"}' });
  const project = { directory, manifestFile: 'manifest.json.cpu' };
  const stage = await stageProject(project, 'host');
  const file = path.join(stage, 'manifest.json');
  t.equal(await readFile(file, 'utf8'), '{"of":"cpu"}');
  const first = await stat(file);
  await stageProject(project, 'host');
  t.equal((await stat(file)).ino, first.ino, 'not copied again, so that make has nothing to do');
  await stageProject(staged(directory), 'host');
  t.equal(await readFile(file, 'utf8'), '{"of":"none"}');
});
