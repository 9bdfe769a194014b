// compile_commands.json of a make build names the author's own files, survives an incremental build, and clang takes it; .vscode files keep
// what the author wrote.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { ensureTarget } from '../../src/build/camera-api.js';
import {
  type CompileCommand,
  publishRecordedCommands,
  recordingEnvironment,
} from '../../src/build/editor.js';
import { buildEnvironment } from '../../src/build/environment.js';
import { profileName } from '../../src/build/profiles.js';
import { stageProject, targetDirectory } from '../../src/build/stage.js';
import { writeVscodeFiles } from '../../src/build/vscode.js';
import { run } from '../../src/support/process.js';

const Makefile = `app: main.o sub/part.o
	$(CC) $(CFLAGS) $(LDFLAGS) $^ -o $@
main.o: main.c made/generated.h
	$(CC) $(CFLAGS) -Iinclude -I made -DTEXT='"a b"' -c $< -o $@
sub/part.o: sub/part.c
	$(MAKE) -C sub part.o
made/generated.h:
	mkdir -p made && echo '#define MADE 1' >$@
`;
const sources = {
  Makefile,
  'main.c':
    '#include "own.h"\n#include "generated.h"\nint main(void) { return OWN - MADE + (TEXT[0] == 0); }\n',
  include: { 'own.h': '#define OWN 1\n' },
  sub: { Makefile: 'part.o: part.c\n\t$(CC) $(CFLAGS) -c part.c -o part.o\n', 'part.c': 'int part;\n' },
};

async function make(directory: string): Promise<CompileCommand[]> {
  const stage = await stageProject({ directory, manifestFile: 'manifest.json' }, 'aarch64');
  const folder = targetDirectory(directory, 'aarch64');
  const files = await ensureTarget('aarch64', profileName());
  const env = await recordingEnvironment(await buildEnvironment(files), folder);
  await run('make', ['-j2'], { cwd: stage, env });
  await publishRecordedCommands(folder, stage, directory);
  return JSON.parse(await readFile(path.join(folder, 'compile_commands.json'), 'utf8'));
}

t.test('make', async (t) => {
  const project = t.testdir({ 'a project': sources });
  const directory = path.join(project, 'a project');
  const commands = await make(directory);
  t.same(
    commands.map(({ file, directory: folder }) => [file, folder]),
    [
      [path.join(directory, 'main.c'), directory],
      [path.join(directory, 'sub/part.c'), path.join(directory, 'sub')],
    ],
    'the author’s own sources and folders',
  );
  const words = commands[0]?.arguments ?? [];
  t.match(words[0], /clang/, 'neither the recorder nor ccache');
  t.ok(words.includes(`-I${path.join(directory, 'include')}`));
  t.ok(words.includes(path.join(directory, 'build/aarch64/package/made')), 'what only the build made');
  t.ok(words.includes('-DTEXT="a b"'));
  for (const {
    directory: cwd,
    arguments: [program = '', ...args],
  } of commands)
    await run(program, [...args.filter((word) => word !== '-c'), '-fsyntax-only'], { cwd });

  await writeFile(path.join(directory, 'sub/part.c'), 'int part, other;\n');
  t.same(await make(directory), commands, 'a build of one file keeps the others');
  await rm(path.join(directory, 'sub/part.c'));
  await rm(path.join(directory, 'build/aarch64/package/sub/part.c'));
  await writeFile(path.join(directory, 'Makefile'), Makefile.replaceAll('sub/part.o', ''));
  t.equal((await make(directory)).length, 1, 'a file that is gone has no command');
});

t.test('the recorder changes nothing: the same objects with and without it', async (t) => {
  const folder = t.testdir({ 'a.c': 'int a(void) { return 1; }\n' });
  const files = await ensureTarget('aarch64', profileName());
  const plain = await buildEnvironment(files);
  const build = (env: Record<string, string>, name: string) =>
    run('sh', ['-c', `eval "$CC $CFLAGS -c a.c -o ${name}"`], { cwd: folder, env });
  await build(plain, 'plain.o');
  await build(await recordingEnvironment(plain, folder), 'recorded.o');
  const [one, other] = await Promise.all(
    ['plain.o', 'recorded.o'].map((name) => readFile(path.join(folder, name))),
  );
  t.ok(one?.equals(other ?? Buffer.alloc(0)));
});

const read = (folder: string, name: string): Promise<string> =>
  readFile(path.join(folder, '.vscode', name), 'utf8');
const states = async (folder: string, target: 'aarch64' | 'host' = 'aarch64') =>
  (await writeVscodeFiles(folder, target)).map(({ file, state }) => [path.basename(file), state]);

t.test('.vscode files are written, and not again', async (t) => {
  const folder = t.testdir({});
  const names = ['c_cpp_properties.json', 'settings.json', 'tasks.json'];
  t.same(
    await states(folder),
    names.map((name) => [name, 'written']),
  );
  t.match(JSON.parse(await read(folder, 'c_cpp_properties.json')), {
    version: 4,
    configurations: [{ compileCommands: /^\$\{workspaceFolder\}\/build\/aarch64\/compile_commands\.json$/ }],
  });
  t.match(JSON.parse(await read(folder, 'tasks.json')), { version: '2.0.0', tasks: [{ group: 'build' }] });
  t.same(
    await states(folder),
    names.map((name) => [name, 'unchanged']),
  );
  t.same(await states(folder, 'host'), [
    ['c_cpp_properties.json', 'extended'],
    ['settings.json', 'left'],
    ['tasks.json', 'extended'],
  ]);
});

t.test('what the author wrote stays', async (t) => {
  const folder = t.testdir({});
  await mkdir(path.join(folder, '.vscode'));
  const tasks = '{\n  // my own\n  "version": "2.0.0",\n  "tasks": [{ "label": "mine" },]\n}\n';
  const settings = '{ "clangd.arguments": ["--mine"], "editor.tabSize": 4 }\n';
  await writeFile(path.join(folder, '.vscode', 'tasks.json'), tasks);
  await writeFile(path.join(folder, '.vscode', 'settings.json'), settings);
  await writeFile(path.join(folder, '.vscode', 'c_cpp_properties.json'), '{ broken');
  const results = await writeVscodeFiles(folder, 'aarch64');
  t.match(results, [
    { state: 'left', reason: 'it is no valid JSON' },
    { state: 'left', reason: 'clangd.arguments is set to something else' },
    { state: 'extended' },
  ]);
  t.equal(await read(folder, 'c_cpp_properties.json'), '{ broken');
  t.equal(await read(folder, 'settings.json'), settings);
  const extended = await read(folder, 'tasks.json');
  t.match(extended, '// my own');
  t.match(extended, '"label": "mine"');
  t.match(extended, '"label": "acapkit: build aarch64"');
});
