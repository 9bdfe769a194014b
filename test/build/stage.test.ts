// The stage follows the project: what its author deleted does not stay in the package; what the build made does.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
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

t.test('times are kept, so that make builds only what changed', async (t) => {
  const project = t.testdir({ 'a.c': 'int a;' });
  const stage = await stageProject(project, 'host');
  const times = async () =>
    [await stat(path.join(project, 'a.c')), await stat(path.join(stage, 'a.c'))].map((facts) =>
      Math.floor(facts.mtimeMs),
    );
  const [source, staged] = await times();
  t.equal(staged, source);
});
