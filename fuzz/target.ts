// What can be fuzzed: code that takes bytes from strangers. It may refuse them with its own error and nothing else.
import { AcapkitError } from '../src/support/errors.js';

export interface FuzzTarget {
  name: string;
  /** Inputs to start from. */
  seeds(): Buffer[];
  /** Words worth inserting. */
  dictionary: readonly string[];
  /** Runs the code. What it returns tells outcomes apart; a new outcome makes its input worth keeping. Throws when a promise is broken. */
  run(input: Buffer): Promise<string> | string;
}

/** Runs `work`: the codes and words of its own error are an outcome, any other exception goes on. */
export async function outcomeOf(work: () => Promise<string> | string): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AcapkitError)) throw error;
    const words = error.findings.map(({ code, message }) => `${code} ${message.replace(/".*"|\d+/g, '')}`);
    return [...new Set(words)].sort().join(' ');
  }
}
