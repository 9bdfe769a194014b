// A failing build tells where in the author's own files, and how to get at camera functions; from what the real tools print.
import path from 'node:path';
import t from 'tap';
import { buildProject } from '../../src/build/build.js';
import { toolFindings } from '../../src/build/tool-output.js';
import { loadProject } from '../../src/project/load.js';
import { AcapkitError, type Finding } from '../../src/support/errors.js';

const manifest = JSON.stringify({
  schemaVersion: '1.7.3',
  acapPackageConf: { setup: { appName: 'app', vendor: 'V', runMode: 'never', version: '1.0.0' } },
});

async function failureOf(directory: string): Promise<Finding[]> {
  const error: unknown = await buildProject(await loadProject(directory), 'host', 'os12').then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof AcapkitError ? error.findings : [];
}

t.test(
  'errors and warnings of the compiler have the author’s file, line and column; all at once',
  async (t) => {
    const directory = t.testdir({
      'manifest.json': manifest,
      Makefile: 'app: src/a.c src/b.c\n\t-$(CC) -Wall -Werror -c src/a.c\n\t$(CC) -c src/b.c\n',
      src: { 'a.c': 'int f(void) {\n  int unused;\n  return 0;\n}\n', 'b.c': '#include <nowhere.h>\n' },
    });
    t.match(await failureOf(directory), [
      {
        code: 'build/warning',
        message: /unused variable/,
        location: { file: path.join(directory, 'src/a.c'), line: 2, column: 7 },
      },
      {
        code: 'build/header-missing',
        message: 'there is no header nowhere.h',
        location: { file: path.join(directory, 'src/b.c'), line: 1 },
      },
    ]);
  },
);

t.test('a camera function without its library, and libraries that do not exist', async (t) => {
  const link = '$(CC) -g app.c -o app';
  const source = 'void larodConnect(void), ax_http_handler_new(void), own(void);\n';
  const calls = 'int main(void) {\n  larodConnect();\n  ax_http_handler_new();\n  own();\n}\n';
  const directory = t.testdir({
    'manifest.json': manifest,
    Makefile: `app: app.c\n\t-${link}\n\t-${link} -laxhttp\n\t${link} -lnothing\n`,
    'app.c': source + calls,
  });
  const findings = await failureOf(directory);
  const named = (text: string): Finding[] => findings.filter(({ message }) => message.includes(text));
  t.match(named('larodConnect'), [
    {
      code: 'build/undefined-symbol',
      location: { file: path.join(directory, 'app.c'), line: 3 },
      fix: 'larodConnect is in the camera library larod: link with $(pkg-config --libs liblarod)',
    },
  ]);
  t.match(named('ax_http_handler_new')[0]?.fix, /of ACAP SDK 3/);
  t.match(named('own is used')[0]?.fix, /link the library or the source file/);
  t.match(named('library axhttp')[0], { code: 'build/library-missing', fix: /of ACAP SDK 3/ });
  t.match(named('library nothing')[0]?.fix, /Debian package/);
});

t.test('programs and rules that are missing', async (t) => {
  const tool = { command: 'make', args: [], project: t.testdir({}), stage: t.testdirName };
  t.match(toolFindings('/bin/sh: 1: jq: not found', tool), [
    { code: 'build/program-missing', message: /jq/ },
  ]);
  t.match(toolFindings('bash: line 1: meson: command not found', tool), [{ message: /calls meson/ }]);
  t.match(toolFindings("make: *** No rule to make target 'x.o', needed by 'app'.  Stop.", tool), [
    { code: 'build/make-rule', message: "No rule to make target 'x.o', needed by 'app'" },
  ]);
  t.match(toolFindings('ld.lld: error: ./lib/libx.so is incompatible with elf64-x86-64', tool), [
    { code: 'build/foreign-object', message: './lib/libx.so was built for another architecture' },
  ]);
  const many = Array.from({ length: 100 }, (_, line) => `a.c:${line + 1}:1: error: wrong`).join('\n');
  t.equal(toolFindings(many, tool).length, 30, 'a limit');
  t.same(toolFindings('make: *** [Makefile:3: all] Error 1', tool), []);
});

t.test('a failure that says nothing known is told with its last words', async (t) => {
  const directory = t.testdir({
    'manifest.json': manifest,
    Makefile: 'app:\n\t@echo strange words; exit 3\n',
  });
  t.match(await failureOf(directory), [{ code: 'support/command-failed', found: /strange words|Error 3/ }]);
});
