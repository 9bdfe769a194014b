// The codes of the findings that a failing call gives.
import { AcapkitError } from '../../src/support/errors.js';

/** Runs `work` and returns the codes of its findings; an empty list when it does not fail. Other errors are thrown on. */
export async function codesOf(work: () => unknown): Promise<string[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof AcapkitError) return error.findings.map((finding) => finding.code);
    throw error;
  }
}
