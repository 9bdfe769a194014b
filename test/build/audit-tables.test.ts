// The tables behind the audit: they are whole, agree with each other, and say where each number comes from. And what a promise means.
import { readFile } from 'node:fs/promises';
import t from 'tap';
import { byArchitecture } from '../../src/build/audit/app.js';
import { oldFunctions } from '../../src/build/audit/old-functions.js';
import {
  deviceLibraries,
  glibFunctions,
  osTable,
  rangesOf,
  versionPresence,
} from '../../src/build/audit/os-table.js';
import { breaks, manifestRanges, promiseOfOs, promiseOfRanges } from '../../src/build/audit/promise.js';
import { auditRules } from '../../src/build/audit/rules.js';
import { widthsOf } from '../../src/build/audit/time-width.js';
import { profileTable } from '../../src/build/profiles.js';
import { cameraLibraries } from '../../src/build/symbol-tables.js';
import { schemaReleases } from '../../src/manifest/releases.js';
import { sdkNames } from '../../src/manifest/sdk.js';
import { compareVersions } from '../../src/manifest/versions.js';
import { packagePath } from '../../src/support/package-root.js';
import { elfFacts } from '../support/elf-facts.js';
import { codesOf } from '../support/findings.js';

const sureness = ['stated', 'inferred', 'assumed'];

t.test('releases', async (t) => {
  t.same(osTable.releases, [...osTable.releases].sort(compareVersions), 'oldest first');
  t.equal(new Set(osTable.releases).size, osTable.releases.length);
  for (const { axisOs } of schemaReleases) t.ok(osTable.releases.includes(axisOs), `${axisOs} has a schema`);
  for (const sdk of sdkNames.filter((name) => name.startsWith('12.')))
    t.ok(osTable.releases.includes(sdk), `${sdk} has an SDK of its name`);
});

t.test('limits cover each release once, and say how they are known', async (t) => {
  for (const series of new Set(osTable.limits.map((limit) => limit.series))) {
    for (const os of osTable.releases) {
      const rows = osTable.limits.filter(
        (row) =>
          row.series === series && compareVersions(os, row.from) >= 0 && compareVersions(os, row.to) <= 0,
      );
      t.equal(rows.length, 1, `${series} on ${os}`);
    }
  }
  for (const { series, from, has, lacks } of osTable.limits) {
    for (const known of [has, lacks].filter((one) => one !== undefined)) {
      t.ok(sureness.includes(known.sure) && known.source.length > 10, `${series} ${from}: ${known.version}`);
    }
    t.ok(has, `${series} ${from} has something`);
    if (has && lacks)
      t.ok(compareVersions(has.version, lacks.version) < 0, `${series} ${from}: has before lacks`);
  }
});

t.test('the profiles of builds and the table of releases say the same', async (t) => {
  for (const [name, { glibcMax, glibMax }] of Object.entries(profileTable.profiles)) {
    const newest = osTable.releases.filter((os) => os.startsWith(`${name.slice(2)}.`)).at(-1) ?? '';
    const has = (series: string) =>
      osTable.limits.find(
        (row) =>
          row.series === series &&
          compareVersions(newest, row.from) >= 0 &&
          compareVersions(newest, row.to) <= 0,
      )?.has?.version;
    t.equal(has('GLIBC'), glibcMax, `glibc of ${name}`);
    if (glibMax !== undefined) t.equal(has('GLIB'), glibMax, `GLib of ${name}`);
  }
});

t.test('libraries of cameras', async (t) => {
  const sonames = deviceLibraries.map(({ soname }) => soname);
  t.equal(new Set(sonames).size, sonames.length);
  const camera = cameraLibraries().flatMap(({ soname, candidates }) => [soname, ...candidates]);
  for (const { soname, has = [], lacks = [], source } of deviceLibraries) {
    t.notOk(camera.includes(soname), `${soname} has no table of its own`);
    t.ok(source.length > 10, `${soname} has a source`);
    for (const span of [...has, ...lacks]) {
      t.ok(osTable.releases.includes(span.from) && osTable.releases.includes(span.to), `${soname}: releases`);
      t.ok(sureness.includes(span.sure) && compareVersions(span.from, span.to) <= 0);
    }
  }
});

t.test('functions of GLib', async (t) => {
  const functions = glibFunctions();
  t.ok(functions.size > 300);
  t.same(functions.get('g_string_free_and_steal'), { since: '2.76', soname: 'libglib-2.0.so.0' });
  t.same(functions.get('g_memdup2'), { since: '2.68', soname: 'libglib-2.0.so.0' });
  t.same(functions.get('g_unix_mount_entry_copy'), { since: '2.84', soname: 'libgio-2.0.so.0' });
  t.equal(functions.get('g_strdup'), undefined, 'older than the table');
  for (const [name, { since }] of functions) {
    if (!/^g_\w+$/.test(name) || !/^2\.\d+$/.test(since)) t.fail(`${name} ${since}`);
  }
});

t.test('versions between what is there and what is not', async (t) => {
  t.same(versionPresence('GLIBC', '2.34', '11.11'), { there: true });
  t.same(versionPresence('GLIBC', '2.35', '11.11'), { there: 'unknown' });
  t.same(versionPresence('GLIBC', '2.38', '11.11'), { there: false, sure: 'inferred' });
  t.same(versionPresence('GLIBC', '2.9', '10.7'), { there: true }, 'numbers, not letters');
});

t.test('what --os means', async (t) => {
  t.match(promiseOfOs('12'), { kept: 'by one', words: 'AXIS OS 12' });
  t.equal(promiseOfOs('os12').releases.length, 12);
  t.same(promiseOfOs('11.11'), { releases: ['11.11'], kept: 'by all', words: 'AXIS OS 11.11' });
  t.same(promiseOfOs('12.10.68').releases, ['12.10']);
  t.match(promiseOfOs('13.4'), { releases: ['13.0'], kept: 'by one' }, 'newer than the table');
  for (const text of ['9', '14', 'twelve', '', '12.x'])
    t.same(await codesOf(() => promiseOfOs(text)), ['audit/unknown-os'], text);
  t.equal(breaks(promiseOfOs('12'), ['12.0', '12.1']), false, 'the app runs on a later 12.x');
  t.equal(breaks(promiseOfOs('12'), promiseOfOs('12').releases), true);
  t.equal(breaks(promiseOfOs('12.1'), ['12.0', '12.1']), true);
});

t.test('what compatibleOsVersions means', async (t) => {
  const releases = (...ranges: object[]) => promiseOfRanges(ranges)?.releases;
  t.same(releases({ min: '12.9', max: '13' }), ['12.9', '12.10', '12.11', '13.0']);
  t.same(releases({ min: '12.10.68', max: '12.11.72' }), ['12.10', '12.11']);
  t.same(releases({ min: '11', max: '11.1' }, { min: '13', max: '13' }), ['11.0', '11.1', '13.0']);
  t.equal(releases({ max: '13' })?.join(), '12.11,13.0', 'packing fills a missing min in');
  t.equal(promiseOfRanges([{ max: '10.8' }], '10.7')?.releases.join(), '10.7,10.8');
  t.equal(promiseOfRanges([{ min: '12.0', max: '12' }])?.words, 'AXIS OS 12.0 to 12');
  for (const ranges of [undefined, [], 'no', [7], [{ min: '15' }]])
    t.equal(promiseOfRanges(ranges), undefined);
  t.same(releases({ min: 7, max: '13' }), ['12.11', '13.0'], 'a limit that is no version is none');
});

t.test('ranges for a manifest', async (t) => {
  t.same(manifestRanges([{ min: '11.11', max: '12.11' }]), [{ min: '11.11', max: '12' }]);
  t.same(manifestRanges([{ min: '11.1', max: '13.0' }]), [{ min: '11.1', max: '13' }]);
  t.same(manifestRanges([{ min: '12.0', max: '12.4' }]), [{ min: '12.0', max: '12.4' }]);
  t.same(rangesOf(['10.12', '11.0', '12.0']), [
    { min: '10.12', max: '11.0' },
    { min: '12.0', max: '12.0' },
  ]);
});

t.test('32 and 64 bits by name', async (t) => {
  const widths = (...names: string[]) => {
    const { time, offsets } = widthsOf(
      elfFacts({ machine: 'arm', imports: names.map((name) => ({ name, weak: false })) }),
    );
    return `${time} ${offsets}`;
  };
  t.equal(widths('stat'), '32 32');
  t.equal(widths('stat64'), '32 64', 'wide offsets, narrow times');
  t.equal(widths('__stat64_time64'), '64 64');
  t.equal(widths('__fxstat64'), '32 64');
  t.equal(widths('__localtime64_r', 'open64'), '64 64');
  t.equal(widths('open', 'open64', 'time', '__time64'), 'both both');
  t.equal(widths('puts', 'a64l', 'strtof64', '__open64_2'), 'undefined undefined');
  t.equal(
    widthsOf(elfFacts({ imports: [{ name: 'stat', weak: false }] })).time,
    undefined,
    'of 32-bit ARM only',
  );
});

t.test('builds for several architectures are judged apart', async (t) => {
  const file = (name: string, machine: 'aarch64' | 'arm' | 'x86_64') => ({
    name,
    elf: elfFacts({ machine }),
  });
  const files = [file('a', 'aarch64'), file('b', 'arm'), file('c', 'x86_64')];
  const names = (input: Parameters<typeof byArchitecture>[0]) =>
    byArchitecture(input).map((one) => one.files.map(({ name }) => name).join());
  t.same(names({ files, links: [] }), ['a', 'b']);
  t.same(names({ files, links: [], architecture: 'aarch64' }), ['a,b,c']);
  t.same(names({ files: files.slice(2), links: [] }), ['c']);
});

t.test('deprecated functions', async (t) => {
  const namesOf = (library: string) => [
    ...(cameraLibraries()
      .find(({ name }) => name === library)
      ?.symbols.keys() ?? []),
  ];
  for (const { code, library, functions, from, sure, source } of oldFunctions) {
    for (const name of functions)
      t.ok(namesOf(library).includes(name), `${name} is in the table of ${library}`);
    t.equal(new Set(functions).size, functions.length);
    t.ok(osTable.releases.includes(from) && sureness.includes(sure) && source.length > 10, code);
  }
  const larod = oldFunctions.find(({ code }) => code === 'binary/old-larod')?.functions ?? [];
  const header = await readFile(packagePath('native', 'include', 'larod.h'), 'utf8');
  const old = header.slice(header.search(/^#if defined\(LAROD_API_VERSION_1\) \|\|/m));
  const declared = namesOf('larod').filter((name) => new RegExp(`\\b${name}\\([^)]`).test(old));
  t.same([...larod].sort(), declared.sort(), 'what larod.h has under LAROD_API_VERSION_1 and _2');
});

t.test('sources of the rules are those of the tables', async (t) => {
  const { executableStack, wideTime } = osTable;
  const tables = [
    ...oldFunctions,
    { ...executableStack, code: 'binary/executable-stack' },
    { ...wideTime, code: 'binary/time-width' },
  ];
  for (const { code, source, sure } of tables)
    t.match(
      auditRules.find((rule) => rule.code === code),
      { source, sure },
      code,
    );
});

t.test('texts of the rules', async (t) => {
  for (const { code, when, why, cure } of auditRules) {
    t.match(code, /^binary\/[a-z-]+$/);
    for (const text of [why, cure]) t.match(text, /^[A-Z].*[.:]$/s, `${code}: sentences`);
    t.notMatch(when, /\.$/, `${code}: goes on after "Reported when"`);
  }
});
