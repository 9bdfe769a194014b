// The audit's reasons as findings: how severe one is depends on what the app promises.
import { loopback } from '../../manifest/rules/os13.js';
import { sourceOf } from '../../manifest/rules/rule.js';
import type { Finding, Severity } from '../../support/errors.js';
import { shortList } from './judge.js';
import { osTable, releaseWords } from './os-table.js';
import { breaks, type OsPromise } from './promise.js';
import { auditRules } from './rules.js';
import type { AuditReport, Reason, Spanned, Sure } from './types.js';

export interface FindingOptions {
  /** What the app promises; undefined when it promises nothing. */
  promise?: OsPromise;
  /** Where a file lies, for the place of a finding. */
  placeOf: (file: string) => string;
}

/** Whether a reason rules out what was promised. Assumptions never do. */
export const isBroken = ({ reason, releases }: Spanned, promise: OsPromise): boolean =>
  reason.sure !== 'assumed' && breaks(promise, releases);

/** Blame in words: `strlcpy, in util.o`. */
export function blameWords({
  symbols,
  objects,
  library,
  text,
}: Pick<Reason, 'symbols' | 'objects' | 'library' | 'text'>): string {
  const names = symbols.length > 0 ? shortList(symbols, 6) : (library ?? text);
  return objects.length > 0 ? `${names}, in ${shortList(objects)}` : names;
}

const sureWords = {
  stated: '',
  inferred: '',
  assumed: ' (for these releases nothing is published)',
} as const;

/** One reason in one sentence, with the releases that fail. */
export function reasonWords({ reason, releases }: Spanned): string {
  const where = reason.sure === 'assumed' ? 'may fail' : 'fails';
  return `${reason.file} ${reason.text}; it ${where} on AXIS OS ${releaseWords(releases)}`;
}

const rules = new Map([...auditRules, loopback].map((rule) => [rule.code, rule]));

/** The source of a finding; how sure a fact is may differ from release to release. Guesses of our own have none. */
function sourceFor(code: string, own: { source?: string | undefined; sure?: Sure } = {}) {
  if (own.sure === 'assumed' && own.source === undefined) return {};
  const rule = rules.get(code);
  const source = own.source ?? rule?.source;
  const sure = own.sure ?? rule?.sure;
  return source === undefined || sure === undefined ? {} : sourceOf({ source, sure });
}

function severityOf(report: AuditReport, one: Spanned, promise: OsPromise | undefined): Severity {
  // Such a file is wrong in any package.
  if (one.reason.code === 'binary/architecture') return 'error';
  const nowhere = report.ranges.length === 0 && report.doubtful.length === 0;
  if (promise === undefined) return nowhere && one.reason.sure !== 'assumed' ? 'error' : 'hint';
  if (isBroken(one, promise)) return 'error';
  return matters(one.releases, promise) ? 'warning' : 'hint';
}

/** Whether what is to be said of some releases concerns what was promised; without a promise, only what concerns all. */
const matters = (releases: string[], promise: OsPromise | undefined): boolean =>
  promise ? breaks(promise, releases) : releases.length === osTable.releases.length;

/** Everything that the audit found, errors first. Hints are of releases that nobody promised. */
export function auditFindings(report: AuditReport, { promise, placeOf }: FindingOptions): Finding[] {
  const reasons = report.reasons.map((one): Finding => {
    const { reason } = one;
    return {
      severity: severityOf(report, one, promise),
      code: reason.code,
      message: reasonWords(one),
      location: { file: placeOf(reason.file) },
      expected: `${reason.limit}${sureWords[reason.sure]}`,
      found: blameWords(reason),
      fix: reason.fix,
      ...sourceFor(reason.code, reason),
    };
  });
  const notes = report.notes.map(
    (note): Finding => ({
      severity: note.certain && matters(note.releases, promise) ? 'warning' : 'hint',
      code: note.code,
      message: `${note.file} ${note.text}`,
      location: { file: placeOf(note.file) },
      found: blameWords(note),
      fix: note.fix,
      ...sourceFor(note.code),
    }),
  );
  const order = ['error', 'warning', 'hint'];
  return [...reasons, ...notes].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}
