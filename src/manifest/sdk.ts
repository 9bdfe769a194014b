// What each generation of Axis' SDK does to a manifest while packing. Source: packages made by SDK 12.2 to 12.11, and Axis' notes of 1.15.2.
import { failure } from '../support/errors.js';
import { schemaReleases } from './releases.js';
import { compareVersions } from './versions.js';

export interface SdkGeneration {
  /** Such as `12.11`. */
  name: string;
  /** AXIS OS version that the SDK writes into ranges without `min`; undefined when it leaves them alone. */
  osVersion?: string;
  /** Whether it raises schemaVersion to the newest one of the same major version that it has. */
  raisesSchema: boolean;
  /** The schemas it has, oldest first. */
  schemas: string[];
}

/** SDK 1.15.2 is 1.15 with schema 2.0.0 and the packing of 12.11. */
const rewriting: Record<string, Pick<SdkGeneration, 'osVersion' | 'raisesSchema'>> = {
  '1.15.2': { osVersion: '11.11.205', raisesSchema: true },
  '12.10': { osVersion: '12.10.68', raisesSchema: false },
  '12.11': { osVersion: '12.11.72', raisesSchema: true },
};

const range = (major: number, last: number): string[] =>
  Array.from({ length: last + 1 }, (_, minor) => `${major}.${minor}`);

/** Names of the generations, oldest first. AXIS OS 13's SDK packs otherwise; how is not published. */
export const sdkNames: readonly string[] = [...range(1, 15), '1.15.2', ...range(12, 11)];

/** The newest generation, which is followed where nothing else is asked for. */
export const newestSdk = '12.11';

function schemasOf(name: string): string[] {
  const schemas = schemaReleases
    .filter(({ sdk }) => compareVersions(sdk, name) <= 0)
    .map(({ schema }) => schema);
  return name === '1.15.2' ? [...schemas, '2.0.0'] : schemas;
}

/** Looks a generation up; `12.11.0` is `12.11`. Throws `manifest/unknown-sdk`. */
export function sdkGeneration(name: string): SdkGeneration {
  const known = sdkNames.find((candidate) => candidate === name || `${candidate}.0` === name);
  if (known === undefined)
    throw failure('manifest/unknown-sdk', `no SDK generation ${JSON.stringify(name)} is known`, {
      expected: `one of ${sdkNames.join(', ')}`,
      found: name,
      fix: `leave it out for the newest, ${newestSdk}`,
    });
  return { name: known, raisesSchema: false, ...rewriting[known], schemas: schemasOf(known) };
}

/** The newest schema of a major version that the SDK has, such as `2.2.0` for `2`. */
export function newestSchemaOf(sdk: SdkGeneration, major: string): string | undefined {
  return sdk.schemas.filter((schema) => schema.split('.')[0] === major).at(-1);
}
