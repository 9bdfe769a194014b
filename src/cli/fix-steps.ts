// Applying mechanical cures: the manifest changes in one write, files one by one, and each cure is told.
import { chmod, readFile } from 'node:fs/promises';
import path from 'node:path';
import { applyCure, isManifestCure } from '../manifest/cures.js';
import type { Cure } from '../manifest/rules/rule.js';
import type { Finding } from '../support/errors.js';
import { replaceFile } from '../support/replace-file.js';
import { type CheckedApp, type CheckFlags, checkApp } from './check-steps.js';

/** A cure can bring another finding to light (a moved field with a wrong value); so many rounds are enough for all. */
const roundsMax = 10;

export interface Fixed {
  code: string;
  what: string;
}

async function applyToFile(directory: string, cure: Extract<Cure, { file: string }>): Promise<void> {
  const file = path.join(directory, cure.file);
  if (cure.kind === 'mode') return chmod(file, cure.mode);
  // Byte by byte, because a script may hold bytes that are no UTF-8.
  const content = (await readFile(file)).toString('latin1').replaceAll('\r\n', '\n');
  return replaceFile(file, Buffer.from(content, 'latin1'));
}

const told = ({ code, fix, message }: Finding): Fixed => ({ code, what: fix ?? message });

/** One round: at most one cure for each place of the manifest, all cures of files. */
async function fixRound(app: CheckedApp): Promise<Fixed[]> {
  const { document, directory } = app;
  const fixed: Fixed[] = [];
  let { text } = document;
  for (const { finding, cure } of app.judgements) {
    if (cure === undefined) continue;
    if (isManifestCure(cure)) {
      const cured = applyCure(text, cure);
      if (cured === text) continue;
      text = cured;
    } else if (directory === undefined) continue;
    else await applyToFile(directory, cure);
    fixed.push(told(finding));
  }
  if (text !== document.text) await replaceFile(document.file, text);
  return fixed;
}

/** Cures what can be cured and checks again. Gives what was done and what is left. A package is not changed. */
export async function fixApp(
  target: string,
  flags: CheckFlags,
): Promise<{ app: CheckedApp; fixed: Fixed[] }> {
  const fixed: Fixed[] = [];
  let app = await checkApp(target, flags);
  for (let round = 0; round < roundsMax && !target.endsWith('.eap'); round++) {
    const done = await fixRound(app);
    if (done.length === 0) break;
    fixed.push(...done);
    app = await checkApp(target, flags);
  }
  return { app, fixed };
}
