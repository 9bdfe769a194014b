// Each camera library has an example in C and one in C++, and so has each of our own. They are what users copy, so they must be valid, build
// without a warning for both cameras, and run on every AXIS OS that they promise, as far as their programs tell.
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import t, { type Test } from 'tap';
import { audit } from '../../src/build/audit/audit.js';
import { promiseOfRanges } from '../../src/build/audit/promise.js';
import type { Architecture } from '../../src/build/profiles.js';
import { type CameraLibrary, cameraLibraries } from '../../src/build/symbol-tables.js';
import { checkApp } from '../../src/cli/check-steps.js';
import { Output } from '../../src/cli/output.js';
import { packAll } from '../../src/cli/pack-steps.js';
import type { OsRange } from '../../src/manifest/types.js';
import { readPackageDetails } from '../../src/package/details.js';
import { loadProject } from '../../src/project/load.js';
import type { ElfFacts } from '../../src/support/elf.js';
import { packagePath } from '../../src/support/package-root.js';
import { inParallel } from '../../src/support/process.js';

t.setTimeout(600_000);

const languages = ['c', 'cpp'];
const libraries = cameraLibraries().filter(({ link }) => link !== 'none');
const folders = (await readdir(packagePath('examples'), { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const names = folders.flatMap((name) => languages.map((language) => `${name}/${language}`)).sort();
const machines: Record<Architecture, ElfFacts['machine']> = { aarch64: 'aarch64', armv7hf: 'arm' };

/** Rows of the README by app: build tool and AXIS OS. */
async function readmeRows(): Promise<Record<string, string>> {
  const text = await readFile(packagePath('examples', 'README.md'), 'utf8');
  const rows = text.matchAll(/^\| \[([^\]]+)\]\(\1\) \| [^|]+ \| (\w+ \| [^|]+) \|$/gm);
  return Object.fromEntries([...rows].map(([, name = '', facts = '']) => [name, facts]));
}

t.test('each library has one in C and one in C++, and the README tells of it', async (t) => {
  t.same(
    libraries.map(({ name }) => name).filter((name) => !folders.includes(name)),
    [],
  );
  const rows = await readmeRows();
  t.same(Object.keys(rows).sort(), names);
  for (const name of names) {
    const { kind, manifest } = await loadProject(packagePath('examples', name));
    const { appName, compatibleOsVersions } = manifest.value.acapPackageConf.setup;
    const [range] = compatibleOsVersions ?? [];
    t.equal(appName, `example_${name.replace('/', '_')}`);
    t.equal(rows[name], `${kind} | ${range?.min} – ${range?.max}`, name);
  }
});

interface PackedExample {
  /** The camera library that it shows; undefined for one of our own. */
  library: CameraLibrary | undefined;
  name: string;
  /** Codes of all errors and warnings. */
  findings: string[];
  promised: OsRange[] | undefined;
  programs: { target: string; elf: ElfFacts | undefined }[];
}

/** Checks, builds and packs a copy of an example; the programs are read from the packages. */
async function packExample(folder: string, name: string): Promise<PackedExample> {
  const directory = path.join(folder, name);
  await cp(packagePath('examples', name), directory, { recursive: true });
  const library = libraries.find((one) => one.name === path.dirname(name));
  const { document, judgements } = await checkApp(directory, {});
  const { appName, compatibleOsVersions } = document.value.acapPackageConf.setup;
  const packed = await packAll(new Output({ json: true }), directory, { arch: 'all', output: 'dist' });
  const programs = await Promise.all(
    packed.map(async ({ target, file }) => {
      const { members } = await readPackageDetails(file);
      return { target, elf: members.find((member) => member.path === appName)?.elf };
    }),
  );
  const findings = judgements
    .map(({ finding }) => finding)
    .filter(({ severity }) => severity !== 'hint')
    .map(({ code }) => code);
  return { library, name, findings, promised: compatibleOsVersions, programs };
}

/** The library is linked by its SONAME or looked up at the start, never both. */
function checkLink(t: Test, library: CameraLibrary, elf: ElfFacts): void {
  const sonames = [library.soname, ...library.candidates];
  const isLinked = elf.needed.some((soname) => sonames.includes(soname));
  const isLookedUp = elf.lookups.some((one) => one.library === library.name);
  t.equal(isLookedUp, library.link === 'runtime', 'looked up at the start');
  t.equal(isLinked, library.link === 'stub', 'linked by its SONAME');
}

t.test('each is valid, builds for both cameras and keeps its promise', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-examples-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const examples = await inParallel(names, 2, (name) => packExample(folder, name));
  for (const { library, name, findings, promised, programs } of examples) {
    t.test(name, async (t) => {
      t.same(findings, [], 'nothing to find fault with');
      t.same(
        programs.map(({ target }) => target),
        ['aarch64', 'armv7hf'],
      );
      const releases = promiseOfRanges(promised)?.releases ?? [];
      t.ok(releases.length > 0, 'promises an AXIS OS');
      for (const { target, elf } of programs) {
        if (elf === undefined) throw new Error(`the package for ${target} has no program`);
        const architecture = target as Architecture;
        t.equal(elf.machine, machines[architecture], target);
        if (library !== undefined) checkLink(t, library, elf);
        const report = audit({ files: [{ name, elf }], links: [], architecture });
        const verdicts = report.releases.filter(({ os }) => releases.includes(os));
        t.same(
          verdicts.filter(({ verdict }) => verdict !== 'yes'),
          [],
          `${target} runs on all that it promises`,
        );
      }
    });
  }
});
