// The audit: which AXIS OS releases can run the programs and libraries of a package, and what is to blame where they cannot.
import type { Architecture } from '../profiles.js';
import { fileReport } from './file-report.js';
import type { Judge, JudgeContext } from './judge.js';
import { judgeCamera, judgeLibraries } from './libraries.js';
import { notesOf } from './notes.js';
import { judgeOld } from './old-functions.js';
import { osTable, rangesOf } from './os-table.js';
import { judgeMachine, judgeStack, judgeTime, machineOf } from './programs.js';
import { Providers } from './providers.js';
import { blocksOf, spansOf } from './spans.js';
import type { AuditedFile, AuditInput, AuditReport, Reason, Verdict } from './types.js';
import { judgeGlib, judgeVersions } from './versions.js';

/** Audits programs and libraries; object files among them are not judged. */
export function audit(input: AuditInput): AuditReport {
  const files = input.files.filter(({ elf }) => elf.kind !== 'object');
  const architecture = input.architecture ?? architectureOf(files);
  const context: JudgeContext = {
    input,
    providers: new Providers({ ...input, files }),
    given: new Set(files.flatMap(({ elf }) => elf.exports.map(({ name }) => name))),
  };
  const judges = files.flatMap((file) => judgesOf(context, file, architecture));
  const byRelease = osTable.releases.map((os) => ({
    os,
    reasons: telling(judges.flatMap((judge) => judge(os))),
  }));
  const releases = byRelease.map(({ os, reasons }) => ({ os, verdict: verdictOf(reasons) }));
  const withVerdict = (wanted: Verdict) =>
    rangesOf(releases.filter(({ verdict }) => verdict === wanted).map(({ os }) => os));
  return {
    architecture,
    files: files.map((file) => fileReport(context, file)),
    releases,
    ranges: withVerdict('yes'),
    doubtful: withVerdict('perhaps'),
    blocks: blocksOf(byRelease),
    reasons: spansOf(byRelease),
    notes: files.flatMap((file) => notesOf(context, file)),
  };
}

/** The architecture of most files; undefined when no camera has it. */
function architectureOf(files: AuditedFile[]): Architecture | undefined {
  const count = (name: Architecture) => files.filter(({ elf }) => elf.machine === machineOf[name]).length;
  const [aarch64, armv7hf] = [count('aarch64'), count('armv7hf')];
  if (aarch64 + armv7hf === 0) return undefined;
  return armv7hf > aarch64 ? 'armv7hf' : 'aarch64';
}

/** A file for another machine runs nowhere, so its needs do not matter. */
function judgesOf(context: JudgeContext, file: AuditedFile, architecture: Architecture | undefined): Judge[] {
  const machine = judgeMachine(context, file, architecture);
  if (architecture === undefined || file.elf.machine !== machineOf[architecture]) return [machine];
  return [
    machine,
    judgeLibraries(context, file),
    judgeVersions(context, file),
    judgeGlib(context, file),
    judgeCamera(context, file),
    judgeOld(context, file),
    judgeStack(context, file),
    judgeTime(context, file),
  ];
}

/** Where something is known to fail, assumptions would only add noise, but for those that somebody else has a reason for. */
function telling(reasons: Reason[]): Reason[] {
  const isKnown = reasons.some(({ sure }) => sure !== 'assumed');
  return isKnown ? reasons.filter(({ sure, source }) => sure !== 'assumed' || source !== undefined) : reasons;
}

function verdictOf(reasons: Reason[]): Verdict {
  if (reasons.some(({ sure }) => sure !== 'assumed')) return 'no';
  return reasons.length > 0 ? 'perhaps' : 'yes';
}
