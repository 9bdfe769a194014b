// Names, sizes and numbers of parameters that the store takes.
import { ParameterError } from './parameter-error.js';

/** Beyond a limit `add`, `set` and `declareApp` fail with the reason `limit`. Ours: those of a camera are not published. */
export const parameterLimits = {
  nameBytes: 255,
  valueBytes: 65_536,
  typeBytes: 8192,
  perApp: 1000,
  apps: 200,
};

const namePattern = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

/** Name of an app's parameter group: its name with the first letter upper-cased. */
export function groupOf(app: string): string {
  return app.charAt(0).toUpperCase() + app.slice(1);
}

/** The error for what exceeds a limit. */
export function tooLarge(name: string, what: string, limit: number): ParameterError {
  return new ParameterError('limit', name, `${what} of ${name}: the simulated camera keeps at most ${limit}`);
}

/** `name` is what the caller wrote, `short` the name inside the app's group. */
export function checkName(name: string, short: string): void {
  if (Buffer.byteLength(short) > parameterLimits.nameBytes)
    throw tooLarge(name, 'name', parameterLimits.nameBytes);
  if (!namePattern.test(short) || short === 'root' || short.startsWith('root.'))
    throw new ParameterError('invalid', name, `"${name}" cannot be a parameter of this app`);
}

export function checkValue(name: string, value: string): void {
  if (Buffer.byteLength(value) > parameterLimits.valueBytes)
    throw tooLarge(name, 'value', parameterLimits.valueBytes);
}
