// Functions of camera libraries that are still there today and that Axis calls deprecated, from the list in toolchains/: an app that shall run
// on AXIS OS 13 had better not use them.
import { readFileSync } from 'node:fs';
import type { Sure } from '../../manifest/rules/rule.js';
import { compareVersions } from '../../manifest/versions.js';
import { packagePath } from '../../support/package-root.js';
import { type Judge, type JudgeContext, reasonFor, shortList } from './judge.js';
import { cameraNeeds } from './libraries.js';
import type { AuditedFile } from './types.js';

export interface OldFunctions {
  /** Of the finding. */
  code: string;
  /** Table of native/symbols. */
  library: string;
  /** Such as `the old APIs 1 and 2 of larod`. */
  title: string;
  /** The first AXIS OS that may lack them. */
  from: string;
  sure: Sure;
  source: string;
  /** What to use in their place. */
  instead: string;
  fix: string;
  functions: string[];
}

/** The list of toolchains/old-functions.json. */
export const oldFunctions: OldFunctions[] = JSON.parse(
  readFileSync(packagePath('toolchains', 'old-functions.json'), 'utf8'),
).groups;

/** Deprecated functions, linked or looked up at the start. */
export function judgeOld(context: JudgeContext, file: AuditedFile): Judge {
  const used = cameraNeeds(context, file).flatMap(({ needs }) => needs);
  const judges = oldFunctions.flatMap((group) => {
    const symbols = used
      .filter(
        ({ library, symbol }) => library.name === group.library && group.functions.includes(symbol.name),
      )
      .map(({ symbol }) => symbol.name);
    if (symbols.length === 0) return [];
    const { code, source, sure, fix, library } = group;
    const text = `uses ${group.title}: ${shortList(symbols)}`;
    const reason = { code, text, symbols, library, limit: group.instead, fix, source, sure };
    return [{ from: group.from, reason: reasonFor(context, file, reason) }];
  });
  return (release) =>
    judges.flatMap(({ from, reason }) => (compareVersions(release, from) >= 0 ? [reason] : []));
}
