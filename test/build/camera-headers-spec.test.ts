// The camera headers against the published signatures and numbers, where those lie beside this checkout: each signature must compile as a
// second declaration after our own, for 32 and 64 bits, and each constant must have the published value.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t from 'tap';
import { type CameraLibrary, cameraLibraries } from '../../src/build/symbol-tables.js';
import { inParallel } from '../../src/support/process.js';
import {
  compile,
  declaredFunctions,
  declaredIn,
  sourceIncluding,
  toolchains,
} from '../support/camera-headers.js';
import { specPath } from '../support/vectors.js';

const documents: Record<string, string> = { mdb: 'message-broker', datahub: 'device-data-hub' };

/** A library as one choice of macros shows it. */
interface View {
  name: string;
  library: CameraLibrary;
  defines: string[];
  document: string;
  declared: string[];
}

/** C statements of the ```c blocks of a document: signatures and callback types. */
function statements(document: string): string[] {
  const blocks = [...document.matchAll(/```c\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  const text = blocks.join('\n').replace(/\/\*[\s\S]*?\*\//g, '');
  return text
    .split(';')
    .map((statement) => statement.trim())
    .filter(Boolean);
}

const functionOf = (statement: string): string | undefined => declaredIn(statement)[0];

/** The signatures of this view after our headers. sizeof refuses a name that our headers do not declare. */
function redeclarations(view: View): string {
  const mine = statements(view.document).filter((statement) => {
    const name = functionOf(statement);
    return name === undefined || view.declared.includes(name);
  });
  const lines = mine.map((statement) => {
    const name = functionOf(statement);
    return `${name ? `enum { seen_${name} = sizeof(&${name}) };\n` : ''}${statement};\n`;
  });
  return sourceIncluding(view.library.headers, lines.join(''));
}

/** Names and values that a document states: `NAME=1`, `NAME` 1, tables, and lists with a common prefix. */
function constants(document: string): Map<string, string> {
  const found = new Map<string, string>();
  const add = (pattern: RegExp, text: string, name: number, prefix = ''): void => {
    for (const match of text.matchAll(pattern))
      found.set(`${prefix}${match[name] ?? ''}`, match[3 - name] ?? '');
  };
  add(/`([A-Z][A-Z0-9_]*)=(-?\w+)`/g, document, 1);
  add(/`([A-Z][A-Z0-9_]+)` (-?\d+|UINT64_MAX|INT_MIN)\b/g, document, 1);
  add(/\b(DH_[A-Z_]+)\*? (\d+)/g, document, 1);
  add(/\| (\d+) \| ([A-Z][A-Z0-9_]{5,})(?= \|)/g, document, 2);
  for (const line of document.split('\n')) {
    const prefix = /prefix `([A-Z_]+_)`/.exec(line)?.[1];
    if (prefix === undefined) continue;
    const list = line.slice(line.indexOf(prefix) + prefix.length);
    add(/\b([A-Z][A-Z0-9_]*)[= ](\d+)/g, list, 1, prefix);
    add(/\b(\d+) ([A-Z][A-Z0-9_]*)/g, list, 2, prefix);
  }
  return found;
}

async function views(folder: string, library: CameraLibrary, document: string): Promise<View[]> {
  const { host } = await toolchains();
  const choices =
    library.name === 'larod' ? [[], ['-DLAROD_API_VERSION_1'], ['-DLAROD_API_VERSION_2']] : [[]];
  return inParallel(choices, 2, async (defines) => {
    const name = [library.name, ...defines].join('');
    const declared = await declaredFunctions(host, folder, { ...library, name }, [...defines, '-w']);
    return { name, library, defines, document, declared };
  });
}

function constantChecks(view: View): string {
  const checks = [...constants(view.document)].map(
    ([name, value]) => `_Static_assert((${name}) == (${value}), "${name} is ${value}");\n`,
  );
  return sourceIncluding(view.library.headers, checks.join(''));
}

const present = specPath('native-api', 'README.md');

if (present === undefined)
  t.test('published signatures', { skip: 'they are not beside this checkout' }, async () => undefined);
else {
  const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-signatures-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const { all } = await toolchains();
  const seen: View[] = [];
  for (const library of cameraLibraries().filter(({ link }) => link !== 'none')) {
    const file = `${documents[library.name] ?? library.name}.md`;
    const document = await readFile(path.join(path.dirname(present), file), 'utf8');
    seen.push(...(await views(folder, library, document)));
  }

  t.test('each published function is declared under some choice of macros', async (t) => {
    for (const { library, document } of seen.filter(({ defines }) => defines.length === 0)) {
      const declared = seen.filter((view) => view.library === library).flatMap((view) => view.declared);
      const published = statements(document).flatMap((statement) => functionOf(statement) ?? []);
      t.ok(published.length > 0, `${library.name}: ${published.length} signatures`);
      t.same(
        published.filter((name) => !declared.includes(name)),
        [],
        library.name,
      );
    }
  });

  t.test('published signatures agree with ours', async (t) => {
    await inParallel(all, 2, async (toolchain) => {
      for (const view of seen) {
        const file = path.join(folder, `${toolchain.name}-${view.name}.c`.replace(/ /g, '-'));
        await writeFile(file, redeclarations(view));
        const packages = await toolchain.packageFlags(view.library.requires);
        const options = ['-std=gnu11', '-w', ...packages, ...view.defines, '-fsyntax-only'];
        t.equal(await compile(toolchain, [file], options), '', `${toolchain.name}: ${view.name}`);
      }
    });
  });

  t.test('published numbers agree with ours', async (t) => {
    const { host } = await toolchains();
    let count = 0;
    for (const view of seen.filter(({ name }) => !/larod$|VERSION_2/.test(name))) {
      const file = path.join(folder, `constants-${view.name}.c`);
      await writeFile(file, constantChecks(view));
      count += constants(view.document).size;
      const packages = await host.packageFlags(view.library.requires);
      const options = ['-std=gnu11', '-w', ...packages, ...view.defines, '-fsyntax-only'];
      t.equal(await compile(host, [file], options), '', `${view.name}: ${constants(view.document).size}`);
    }
    t.ok(count > 300, `${count} numbers`);
  });
}
