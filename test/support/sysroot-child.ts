// Builds a sysroot in a process of its own, which a test may kill. Arguments: profile, architecture, further packages. Environment:
// ACAPKIT_CACHE and ACAPKIT_ROOT. Prints what is being done, and at the end the result or the findings as one line of JSON.
import { ensureSysroot } from '../../src/build/sysroot/sysroot.js';
import { AcapkitError } from '../../src/support/errors.js';

const [profile = 'os12', architecture, ...extraPackages] = process.argv.slice(2);
const onProgress = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
try {
  const target = architecture === 'armv7hf' ? 'armv7hf' : 'aarch64';
  const { directory } = await ensureSysroot(profile, target, { extraPackages, onProgress });
  process.stdout.write(`${JSON.stringify({ directory })}\n`);
} catch (error) {
  if (!(error instanceof AcapkitError)) throw error;
  process.stdout.write(`${JSON.stringify({ findings: error.findings })}\n`);
}
