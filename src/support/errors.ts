// One shape for everything a user can get wrong: what happened, where, what was expected, what was found, how to cure it.

export type Severity = 'error' | 'warning' | 'hint';

/** A place in a text file; line and column count from 1. */
export interface Location {
  file: string;
  line?: number;
  column?: number;
}

/** One finding about the user's input. `code` is stable (`manifest/unknown-field`). */
export interface Finding {
  severity: Severity;
  code: string;
  message: string;
  location?: Location;
  expected?: string;
  found?: string;
  fix?: string;
  /** What Axis' own tool says of the same thing. */
  reference?: string;
  /** Who published the fact behind it, and how sure it is: `Axis: …; stated`. */
  source?: string;
}

/** A failure that the user can cure. Carries every finding at once; the CLI prints them and exits with 1. */
export class AcapkitError extends Error {
  readonly findings: Finding[];

  constructor(findings: Finding | Finding[]) {
    const all = Array.isArray(findings) ? findings : [findings];
    super(all.map((finding) => finding.message).join('; '));
    this.name = 'AcapkitError';
    this.findings = all;
  }
}

/** Shorthand for a failure with a single finding of severity error. */
export function failure(code: string, message: string, details: Partial<Finding> = {}): AcapkitError {
  return new AcapkitError({ severity: 'error', code, message, ...details });
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The errno code of a Node error, such as `ENOENT`, or undefined. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
