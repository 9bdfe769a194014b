// Bad arguments, in one sentence shape: what was expected, for which name, what came.

/** A TypeError that says what was expected and what came. */
export function invalidArgument(name: string, expected: string, found: unknown): TypeError {
  return new TypeError(`expected ${expected} for ${name} but got ${String(found)} (${typeof found})`);
}

export function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string') throw invalidArgument(name, 'a text', value);
}

/** Finds misspelt options: `known` are all there are. */
export function checkKeys(name: string, value: unknown, known: readonly string[]): void {
  if (typeof value !== 'object' || value === null) throw invalidArgument(name, 'an object', value);
  for (const key of Object.keys(value)) checkOneOf(`a key of ${name}`, key, known);
}

export function checkOneOf(name: string, value: unknown, known: readonly string[]): void {
  if (!known.includes(value as string)) throw invalidArgument(name, `one of ${known.join(', ')}`, value);
}

/** `undefined` stands for an option that is not given. */
export function checkInteger(name: string, value: unknown, min: number, max: number): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || Number(value) < min || Number(value) > max) {
    throw invalidArgument(name, `a whole number from ${min} to ${max}`, value);
  }
}
