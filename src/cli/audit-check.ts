// The audit as a part of `check`: only what concerns the AXIS OS that is checked for, as findings beside those of the rules.

import { auditInput, byArchitecture, isForHost, promiseOfSetup, setupOf } from '../build/audit/app.js';
import { audit } from '../build/audit/audit.js';
import { auditFindings } from '../build/audit/findings.js';
import { type OsPromise, promiseOfOs } from '../build/audit/promise.js';
import { profileTable } from '../build/profiles.js';
import type { Judgement } from '../manifest/check.js';
import type { ManifestDocument } from '../manifest/parse.js';
import type { AppFiles, FileFact } from '../manifest/rules/files.js';
import { packedFiles } from '../manifest/rules/packed.js';

/** What the app is checked for, and whether its author said so; without a word it is the default of builds. */
function asked(document: ManifestDocument, os: string | undefined): { promise: OsPromise; said: boolean } {
  const own = os === undefined ? promiseOfSetup(setupOf(document.value)) : promiseOfOs(os);
  return { promise: own ?? promiseOfOs(profileTable.default), said: own !== undefined };
}

/** Findings of the audit on files that would be packed. What nobody promised is a warning at most, but for a wrong architecture. */
export function auditJudgements(document: ManifestDocument, files: AppFiles, os?: string): Judgement[] {
  const setup = setupOf(document.value);
  if (isForHost(setup)) return [];
  const { promise, said } = asked(document, os);
  const placeOf = (name: string): string => `${files.root}${files.kind === 'package' ? ':' : '/'}${name}`;
  // Folders may hold what was built for this computer.
  const isJudged = ({ elf }: FileFact): boolean => files.kind === 'package' || elf?.machine !== 'x86_64';
  const input = auditInput(packedFiles({ document, files }).filter(isJudged), setup);
  return byArchitecture(input).flatMap((one) =>
    auditFindings(audit(one), { promise, placeOf })
      .filter(({ severity }) => severity !== 'hint')
      .map((finding) => ({
        finding:
          said || finding.code === 'binary/architecture'
            ? finding
            : { ...finding, severity: 'warning' as const },
      })),
  );
}
