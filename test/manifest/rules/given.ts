// Apps for the tests of rules: a good one, and what a case changes in it.
import { type CheckOptions, type Judgement, judgeManifest } from '../../../src/manifest/check.js';
import { parseManifest } from '../../../src/manifest/parse.js';
import type { AppFiles, FileFact } from '../../../src/manifest/rules/files.js';
import { sdkGeneration } from '../../../src/manifest/sdk.js';

type Fields = Record<string, unknown>;

/** What differs from the good app. A field that is undefined is left out. */
export interface Given {
  schemaVersion?: string;
  setup?: Fields;
  configuration?: Fields;
  resources?: Fields;
  /** Further sections of acapPackageConf. */
  sections?: Fields;
  /** Further fields at the top. */
  top?: Fields;
  /** Files beside the good app's; undefined takes one of those away. Giving any makes rules look at files. */
  files?: Record<string, Partial<FileFact> | undefined>;
  otherFiles?: string[];
  packages?: string[];
  kind?: AppFiles['kind'];
  signed?: boolean;
  sdk?: string;
  os?: string;
  previous?: string[];
  /** Replaces in the manifest's text, for what no value can be. */
  rewrite?: [from: string, to: string];
}

/** A case in which a rule speaks; what is not given is not compared. */
export interface Spoken {
  given: Given;
  message: string;
  fix?: string;
  severity?: string;
  /** Line of the manifest, or name of a file. */
  at?: number | string;
  reference?: string;
  source?: string;
}

export interface RuleCases {
  says: Spoken[];
  silent: Given[];
}

const setup1 = { appName: 'hello', vendor: 'Vendor', runMode: 'respawn', version: '1.0.0' };
const setup2 = { ...setup1, vendorId: '0123ABCDEF', compatibleOsVersions: [{ min: '12.5', max: '13' }] };

function manifestOf(given: Given): Fields {
  const { schemaVersion = '1.7.3' } = given;
  const setup = { ...(schemaVersion.startsWith('2.') ? setup2 : setup1), ...given.setup };
  return {
    schemaVersion,
    ...given.top,
    resources: given.resources,
    acapPackageConf: { setup, configuration: given.configuration, ...given.sections },
  };
}

const goodFiles: Record<string, Partial<FileFact>> = {
  hello: { mode: 0o755, text: '#!/bin/sh\n' },
  LICENSE: { text: 'terms\n' },
};

function fileFact([name, facts]: [string, Partial<FileFact> | undefined]): FileFact[] {
  if (facts === undefined) return [];
  const type = facts.type ?? 'file';
  const mode = type === 'directory' ? 0o755 : 0o644;
  return [{ name, type, mode, size: facts.text?.length ?? 10, ...facts }];
}

function filesOf(given: Given): AppFiles | undefined {
  const { files, otherFiles = [], packages = [], kind = 'project', signed } = given;
  if (files === undefined) return undefined;
  const root = kind === 'package' ? 'app.eap' : '.';
  const all = Object.entries({ ...goodFiles, ...files }).flatMap(fileFact);
  return { root, kind, files: all, otherFiles, packages, ...(signed === undefined ? {} : { signed }) };
}

/** The options and the text that `judge` works on. */
export function prepared(given: Given): { text: string; options: CheckOptions } {
  const files = filesOf(given);
  return {
    text: JSON.stringify(manifestOf(given), null, 2).replace(...(given.rewrite ?? ['', ''])),
    options: {
      ...(given.sdk === undefined ? {} : { sdk: sdkGeneration(given.sdk) }),
      ...(given.os === undefined ? {} : { os: given.os }),
      ...(files === undefined ? {} : { files }),
      ...(given.previous === undefined ? {} : { previousParameters: given.previous }),
    },
  };
}

export function judge(given: Given): Judgement[] {
  const { text, options } = prepared(given);
  return judgeManifest(parseManifest(text, 'manifest.json'), options);
}
