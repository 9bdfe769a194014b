// Bad arguments, in one sentence shape: what was expected, for which name, what came.

/** A TypeError that says what was expected and what came. */
export function invalidArgument(name: string, expected: string, found: unknown): TypeError {
  return new TypeError(`expected ${expected} for ${name} but got ${String(found)} (${typeof found})`);
}

export function checkOneOf(name: string, value: unknown, known: readonly string[]): void {
  if (!known.includes(value as string)) throw invalidArgument(name, `one of ${known.join(', ')}`, value);
}

export function checkInteger(name: string, value: number | undefined, min: number, max: number): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < min || value > max) {
    throw invalidArgument(name, `a whole number from ${min} to ${max}`, value);
  }
}
