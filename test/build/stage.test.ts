// The stage follows the project: what its author deleted does not stay in the package; what the build made does.
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { stageProject } from '../../src/build/stage.js';

t.test('files come, change and go; build results stay', async (t) => {
  const project = t.testdir({
    LICENSE: 'terms',
    html: { 'a.html': 'a', 'b.html': 'b' },
    node_modules: { x: '' },
    'old.eap': '',
  });
  const stage = await stageProject(project, 'host');
  t.same((await readdir(stage)).sort(), ['LICENSE', 'html']);
  await writeFile(path.join(stage, 'main.o'), 'object');
  await rm(path.join(project, 'LICENSE'));
  await rm(path.join(project, 'html', 'a.html'));
  await mkdir(path.join(project, 'lib'));
  await writeFile(path.join(project, 'lib', 'x.so'), '');
  await stageProject(project, 'host');
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
      const copy = path.join(await stageProject(project, 'host'), 'a.c');
      const first = await stat(copy);
      t.ok(Math.abs(first.mtimeMs - seconds * 1000) < 1, `time with a fraction of ${fraction} s`);
      await stageProject(project, 'host');
      t.equal((await stat(copy)).ino, first.ino, 'the same file as before');
      await rm(copy);
    }
  },
);
