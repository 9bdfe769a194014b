// What `audit` does once it is chosen: read, judge, show.
import { audit as auditApp } from '../build/audit/audit.js';
import { auditFindings } from '../build/audit/findings.js';
import { rangesOf, rangeWords } from '../build/audit/os-table.js';
import { type OsPromise, promiseOfOs } from '../build/audit/promise.js';
import type { AuditReport } from '../build/audit/types.js';
import type { Finding } from '../support/errors.js';
import { showFiles, showLibraries, showStrip } from './audit-sections.js';
import { auditSubjects, type Subject } from './audit-subjects.js';
import type { Work } from './command.js';
import type { Output } from './output.js';

export interface AuditFlags {
  os?: string;
}

interface Audited {
  subject: Subject;
  report: AuditReport;
  findings: Finding[];
  failed: boolean;
}

function auditOne(subject: Subject, asked: OsPromise | undefined): Audited {
  const report = auditApp(subject.input);
  const promise = asked ?? subject.promise;
  const { placeOf, damaged } = subject;
  const findings = [...damaged, ...auditFindings(report, { placeOf, ...(promise ? { promise } : {}) })];
  const nowhere = report.ranges.length === 0 && report.doubtful.length === 0;
  return {
    subject,
    report,
    findings,
    failed: nowhere || findings.some(({ severity }) => severity === 'error'),
  };
}

function closingLine(output: Output, { subject, report, failed }: Audited): void {
  const word = failed ? output.paint('red', 'failed') : output.paint('green', 'ok');
  const words = (ranges: AuditReport['ranges']): string => ranges.map(rangeWords).join(', ');
  const sure = report.ranges.length > 0 ? `nothing speaks against AXIS OS ${words(report.ranges)}` : '';
  const doubtful = report.doubtful.length > 0 ? `perhaps AXIS OS ${words(report.doubtful)}` : '';
  const none = 'no known AXIS OS can run it';
  output.line(`${word} ${subject.title}: ${[sure, doubtful].filter(Boolean).join('; ') || none}`);
}

function show(output: Output, audited: Audited): void {
  const { subject, report, findings } = audited;
  output.line(
    output.paint('bold', `${subject.title}${report.architecture ? ` (${report.architecture})` : ''}`),
  );
  showFiles(output, report);
  showLibraries(output, report);
  showStrip(output, report);
  if (!output.json) for (const finding of findings) output.finding(finding);
  closingLine(output, audited);
}

export const audit: Work<AuditFlags> = async (output, [target = '.'], { os }) => {
  const asked = os === undefined ? undefined : promiseOfOs(os);
  const subjects = await auditSubjects(target);
  const all = subjects.map((subject) => auditOne(subject, asked));
  for (const one of all) show(output, one);
  return {
    audits: all.map(({ subject, report }) => ({ title: subject.title, ...report })),
    findings: all.flatMap(({ findings }) => findings),
    known: rangesOf(all[0]?.report.releases.map((release) => release.os) ?? []),
    failed: all.some(({ failed }) => failed),
  };
};
