// Bad arguments of the image functions: the words of checks.ts, with the field's path as a property, like the C library's own errors.
import { checkInteger, checkKeys, checkOneOf, invalidArgument } from './checks.js';

/** What is wrong with an image argument: `field` is its path, such as 'source.crop.width'; empty when no argument is to blame. */
export interface ImageError extends Error {
  code: 'ERR_IMAGE';
  field: string;
}

/** A rectangle in pixels. */
export interface ImageRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

function asImageError(error: unknown, field: string): unknown {
  return error instanceof TypeError ? Object.assign(error, { code: 'ERR_IMAGE', field }) : error;
}

/** A TypeError of the image functions. */
export function mistake(field: string, expected: string, found: unknown): unknown {
  return asImageError(invalidArgument(field, expected, printable(found)), field);
}

/** What String() takes: it throws for objects without a prototype. */
function printable(found: unknown): unknown {
  return typeof found === 'object' && found !== null ? Object.prototype.toString.call(found) : found;
}

/** Runs checks of checks.ts. */
function withField(field: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    throw asImageError(error, field);
  }
}

/** An object without unknown keys. */
export function known<T extends object>(field: string, value: T, keys: readonly (string & keyof T)[]): T {
  withField(field, () => checkKeys(field, value, keys));
  return value;
}

/** The C library's number of a name: its place in the list. 0 when absent. */
export function choice(field: string, value: unknown, names: readonly string[]): number {
  if (value === undefined) return 0;
  withField(field, () => checkOneOf(field, value, names));
  return names.indexOf(value as string);
}

const wholeMax = 2 ** 32 - 1;

/** A whole number; which ones make sense is the C library's to say. */
export function whole(field: string, value: unknown, least = 0, most = wholeMax): number {
  if (value === undefined) throw mistake(field, 'a whole number', value);
  withField(field, () => checkInteger(field, value, least, most));
  return value as number;
}

export function coordinate(field: string, value: unknown): number {
  return whole(field, value, -(2 ** 31), 2 ** 31 - 1);
}

export function finite(field: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw mistake(field, 'a number', value);
  return value;
}

/** 0 stands for absent in the C library, so it is refused here where it was given. */
export function positive(field: string, value: unknown): number {
  if (finite(field, value) <= 0) throw mistake(field, 'a number above 0', value);
  return value as number;
}

const rectKeys = ['x', 'y', 'width', 'height'] as const;

/** A part of a frame; undefined means all of it. An empty one is refused, because the C library takes it for all. */
export function part(field: string, value: ImageRect | undefined): ImageRect | undefined {
  if (value === undefined) return undefined;
  const { x, y, width, height } = known(field, value, rectKeys);
  return {
    x: whole(`${field}.x`, x),
    y: whole(`${field}.y`, y),
    width: whole(`${field}.width`, width, 1),
    height: whole(`${field}.height`, height, 1),
  };
}

/** Three values for three channels, or one for all. */
export function perChannel(
  field: string,
  value: number | readonly number[] | undefined,
  check: (field: string, value: unknown) => number,
): [number, number, number] {
  if (value === undefined) return [0, 0, 0];
  if (!Array.isArray(value)) {
    const all = check(field, value);
    return [all, all, all];
  }
  if (value.length !== 3) throw mistake(field, 'a number or three', `${value.length} of them`);
  const channel = (index: number) => check(`${field}[${index}]`, value[index]);
  return [channel(0), channel(1), channel(2)];
}

export const byte = (field: string, value: unknown): number => whole(field, value, 0, 255);

export const matrices = ['bt601', 'bt709'] as const;
export const ranges = ['limited', 'full'] as const;

/** What Y'CbCr values mean. */
export interface ImageColours {
  /** Default 'bt601'. The camera's video API does not say which one a stream has. */
  matrix?: (typeof matrices)[number];
  /** Default 'limited': luma 16 to 235, chroma 16 to 240. */
  range?: (typeof ranges)[number];
}

export function colours(path: string, { matrix, range }: ImageColours): { matrix: number; range: number } {
  return {
    matrix: choice(`${path}matrix`, matrix, matrices),
    range: choice(`${path}range`, range, ranges),
  };
}
