// The audit as a part of `pack`: a package that promises an AXIS OS on which its programs cannot run is refused, or gets the range that fits.
import { auditInput, byArchitecture, promiseOfSetup, setupOf } from '../build/audit/app.js';
import { audit } from '../build/audit/audit.js';
import { auditFindings, blameWords, isBroken } from '../build/audit/findings.js';
import { buildObjects } from '../build/audit/objects.js';
import { rangesOf, rangeWords, releaseWords } from '../build/audit/os-table.js';
import { manifestRanges, type OsPromise, promiseOfOs } from '../build/audit/promise.js';
import type { AuditReport, OsRange } from '../build/audit/types.js';
import { type Architecture, profileTable } from '../build/profiles.js';
import { targetDirectory } from '../build/stage.js';
import type { BuildResult } from '../build/types.js';
import type { ManifestDocument } from '../manifest/parse.js';
import type { AppFiles } from '../manifest/rules/files.js';
import { packedFiles } from '../manifest/rules/packed.js';
import { declaredVersion, type Manifest } from '../manifest/types.js';
import { AcapkitError, type Finding, failure } from '../support/errors.js';

export interface OsRangeFlags {
  os?: string;
  allowOsMismatch?: boolean;
  fillOsRange?: boolean;
}

/** Throws `pack/os-range-field` when the computed range has no place in the manifest. */
export function checkFillable(document: ManifestDocument): void {
  const version = declaredVersion(document.value);
  if (version.startsWith('2.')) return;
  throw failure('pack/os-range-field', `manifest schema ${version} has no compatibleOsVersions to fill in`, {
    location: document.locate(['schemaVersion']),
    expected: 'schemaVersion 2.0.0 or later',
    found: version,
    fix: 'acapkit migrate --vendor-id <id>, or pack without --fill-os-range',
  });
}

/** The programs and libraries of one package, judged; one report for each architecture in it, mostly one. */
export async function auditBuild(
  directory: string,
  build: BuildResult,
  document: ManifestDocument,
  files: AppFiles,
): Promise<AuditReport[]> {
  if (build.target === 'host') return [];
  const setup = setupOf(document.value);
  const objectsOf = await buildObjects(targetDirectory(directory, build.target));
  const architecture: Architecture | undefined = setup.architecture === 'all' ? undefined : build.target;
  const input = auditInput(packedFiles({ document, files }), setup, architecture);
  return byArchitecture({ ...input, objectsOf }).map(audit);
}

/** Releases of which all reports say the same as `wanted`. */
function rangesOfAll(reports: AuditReport[]): OsRange[] {
  const [first, ...others] = reports;
  const fits = (os: string): boolean =>
    others.every(({ releases }) => releases.some((one) => one.os === os && one.verdict === 'yes'));
  const releases = first?.releases.filter(({ os, verdict }) => verdict === 'yes' && fits(os)) ?? [];
  return rangesOf(releases.map(({ os }) => os));
}

/** A copy of the manifest with the computed ranges, and these. Throws `pack/os-range` when no release is known to run the app. */
export function withComputedRanges(
  manifest: Manifest,
  reports: AuditReport[],
): { manifest: Manifest; ranges: OsRange[] } {
  const ranges = manifestRanges(rangesOfAll(reports));
  if (ranges.length === 0)
    throw failure('pack/os-range', 'there is no AXIS OS against which nothing speaks', {
      expected: 'programs that some AXIS OS can run',
      found: reports
        .flatMap(({ reasons }) => reasons.map(({ reason }) => `${reason.file} ${reason.text}`))
        .join('; '),
      fix: 'acapkit audit tells what is to blame; or write compatibleOsVersions by hand',
    });
  const copy = structuredClone(manifest);
  copy.acapPackageConf.setup.compatibleOsVersions = ranges;
  return { manifest: copy, ranges };
}

function mismatch(report: AuditReport, promise: OsPromise, placeOf: (file: string) => string): Finding[] {
  return report.reasons
    .filter((one) => one.reason.code !== 'binary/architecture' && isBroken(one, promise))
    .map(({ reason, releases }) => {
      const failing = promise.releases.filter((release) => releases.includes(release));
      return {
        severity: 'error',
        code: 'pack/os-range',
        message: `the package promises ${promise.words}, but on AXIS OS ${releaseWords(failing)} ${reason.file} fails: it ${reason.text}`,
        location: { file: placeOf(reason.file) },
        expected: reason.limit,
        found: blameWords(reason),
        fix: `${reason.fix}; or narrow compatibleOsVersions (--fill-os-range does), or --allow-os-mismatch`,
      };
    });
}

/** What the package promises; with a range that is computed, nothing. Without ranges in the manifest it is the OS that was asked for. */
function promiseOf(packed: Manifest, flags: OsRangeFlags): OsPromise | undefined {
  if (flags.fillOsRange) return undefined;
  const asked = flags.os === undefined ? undefined : promiseOfOs(flags.os);
  return promiseOfSetup(setupOf(packed)) ?? asked;
}

/**
 * Warnings to show of a package. Throws `pack/os-range` when it promises what is known to fail, unless a flag allows it, and
 * `binary/architecture`, all at once. `packed` is the manifest as it will be packed. Where nothing is promised, the default of builds gives warnings.
 */
export function judgePromise(
  reports: AuditReport[],
  packed: Manifest,
  flags: OsRangeFlags,
  placeOf: (file: string) => string,
): Finding[] {
  const promise = promiseOf(packed, flags);
  const looked = promise ?? promiseOfOs(profileTable.default);
  const all = reports.flatMap((report) => auditFindings(report, { placeOf, promise: looked }));
  const isWrong = ({ code }: Finding): boolean => code === 'binary/architecture';
  const broken = promise ? reports.flatMap((report) => mismatch(report, promise, placeOf)) : [];
  const refused = [...all.filter(isWrong), ...(flags.allowOsMismatch ? [] : broken)];
  if (refused.length > 0) throw new AcapkitError(refused);
  const told = all.filter(({ severity }) => severity === 'warning' || (severity === 'error' && !promise));
  return [...broken, ...told].map((finding) => ({ ...finding, severity: 'warning' as const }));
}

/** Ranges in words: `11.1 to 12`. */
export const rangesText = (ranges: OsRange[]): string =>
  ranges.map(({ min, max }) => (min === max ? rangeWords({ min, max }) : `${min} to ${max}`)).join(', ');
