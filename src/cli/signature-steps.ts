// What `signature` does once it is chosen: tell what the signature says, verify it with --key, write the package without it with --strip.
import { packageSize } from '../package/archive-trailer.js';
import { readKeyFile } from '../package/public-keys.js';
import {
  readSignature,
  type SignatureFacts,
  stripSignature,
  type Verification,
  verifySignature,
} from '../package/signature.js';
import type { Finding } from '../support/errors.js';
import type { Work } from './command.js';
import type { Output } from './output.js';
import { signatureLines } from './package-words.js';
import { plain, sizeText } from './plain-text.js';
import { progressBytes } from './read-package.js';

interface Flags {
  key?: string;
  strip?: string;
  force?: boolean;
}

function show(output: Output, file: string, facts: SignatureFacts | undefined): void {
  output.line(`${facts ? 'signed' : output.paint('yellow', 'unsigned')} ${file}`);
  if (facts === undefined) return;
  output.line(`package         ${sizeText(facts.unsignedBytes)} before the signature`);
  for (const line of signatureLines(facts)) output.line(line);
}

async function verify(output: Output, file: string, keyFile: string): Promise<Verification> {
  const key = await readKeyFile(keyFile);
  if ((await packageSize(file)) > progressBytes) output.progress(`verifying ${file}`);
  const verdict = await verifySignature(file, key);
  if (!verdict.valid) return verdict;
  output.line(`${output.paint('green', 'good')} signature of ${plain(verdict.signedBy ?? '')}`);
  output.line(`  with the ${verdict.keyAlgorithm} key ${verdict.fingerprint}`);
  return verdict;
}

/** A signature that does not fit is a finding like any other failure. */
function findingsOf(file: string, verdict: Verification | undefined): Finding[] {
  if (verdict === undefined || verdict.valid) return [];
  return [
    {
      severity: 'error',
      code: 'package/signature-invalid',
      message: 'the signature of the package is not good with this key',
      location: { file },
      expected: 'a signature of this key over exactly this package',
      found: plain(verdict.reason ?? 'another signature'),
      fix: 'get the package again from who signed it, and the key from the same source',
    },
  ];
}

async function strip(output: Output, file: string, target: string, force: boolean) {
  const stripped = await stripSignature(file, target, { force });
  output.line(`${output.paint('green', 'written')} ${target}  ${stripped.bytes} bytes, without signature`);
  return { stripped };
}

export const signature: Work<Flags> = async (output, [file = ''], flags) => {
  const facts = await readSignature(file);
  show(output, file, facts);
  const verification = flags.key === undefined ? undefined : await verify(output, file, flags.key);
  if (facts && verification === undefined)
    output.line(output.paint('dim', 'not verified: --key takes the public key'));
  const findings = findingsOf(file, verification);
  if (!output.json) for (const finding of findings) output.finding(finding);
  const failed = findings.length > 0;
  return {
    signed: facts !== undefined,
    ...(facts === undefined ? {} : { signature: facts }),
    ...(verification === undefined ? {} : { verification }),
    ...(flags.strip === undefined || failed
      ? {}
      : await strip(output, file, flags.strip, flags.force ?? false)),
    findings,
    failed,
  };
};
