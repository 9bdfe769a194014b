// The "acapkit" part of an app's package.json: what of a build cannot be told from the files of the project.
import path from 'node:path';
import { AcapkitError, type Finding, failure } from '../support/errors.js';

/** What drives the native build. `none`: the executable is a script. */
export const buildKinds = ['node', 'cmake', 'meson', 'make', 'none'] as const;
export type BuildKind = (typeof buildKinds)[number];

/** Settings that may differ for each target. */
export interface TargetSettings {
  /** Further arguments of make, of cmake's or meson's configuration, or of cmake-js. */
  buildArguments?: string[];
  /** Environment variables of the build. CFLAGS, CXXFLAGS, CPPFLAGS and LDFLAGS are added to acapkit's, others replace. */
  environment?: Record<string, string>;
  /** Debian packages that the sysroot shall have beyond the standard ones. */
  sysrootPackages?: string[];
  /** SONAMEs of camera libraries that link directly instead of being looked up when the app starts: `{"larod": "liblarod.so.1"}`. */
  sonames?: Record<string, string>;
}

export interface ProjectSettings extends TargetSettings {
  /** Entry point of a Node app, relative to the project. */
  main?: string;
  /** Files and folders to pack beyond the standard ones. */
  add?: string[];
  /** Which tool builds, when the files of the project leave it open. */
  build?: BuildKind;
  /** What differs for one target: aarch64, armv7hf or host. */
  targets?: Record<string, TargetSettings>;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isTextMap = (value: unknown): boolean => isObject(value) && Object.values(value).every(isText);

interface Shape {
  words: string;
  fits(value: unknown): boolean;
}
const texts: Shape = { words: 'an array of texts', fits: isTexts };
const textMap: Shape = { words: 'an object whose values are texts', fits: isTextMap };
const targetShapes: Record<keyof TargetSettings, Shape> = {
  buildArguments: texts,
  environment: textMap,
  sysrootPackages: texts,
  sonames: textMap,
};
const projectShapes: Record<keyof ProjectSettings, Shape> = {
  main: { words: 'a text', fits: isText },
  add: texts,
  build: {
    words: buildKinds.join(', '),
    fits: (value) => buildKinds.some((kind) => kind === value),
  },
  targets: { words: 'an object with the keys aarch64, armv7hf, host', fits: isObject },
  ...targetShapes,
};

function findingsIn(value: object, shapes: Record<string, Shape>, place: string, file: string): Finding[] {
  return Object.entries(value).flatMap(([name, content]): Finding[] => {
    const shape = shapes[name];
    const common = { severity: 'error' as const, location: { file } };
    if (shape === undefined)
      return [
        {
          ...common,
          code: 'project/unknown-setting',
          message: `${place}.${name} is no setting of acapkit`,
          expected: Object.keys(shapes).join(', '),
          found: name,
          fix: 'take it out, or correct its name',
        },
      ];
    if (shape.fits(content)) return [];
    return [
      {
        ...common,
        code: 'project/setting',
        message: `${place}.${name} has the wrong form`,
        expected: shape.words,
        found: JSON.stringify(content).slice(0, 80),
        fix: 'correct it in package.json',
      },
    ];
  });
}

function targetFindings(targets: Record<string, unknown>, file: string): Finding[] {
  const known = ['aarch64', 'armv7hf', 'host'];
  return Object.entries(targets).flatMap(([name, content]) => {
    const place = `acapkit.targets.${name}`;
    if (known.includes(name) && isObject(content)) return findingsIn(content, targetShapes, place, file);
    return findingsIn(
      { [name]: content },
      Object.fromEntries(known.map((key) => [key, textMap])),
      place,
      file,
    );
  });
}

/** Reads the settings from the text of package.json. Throws `project/package-json` or all findings about the settings at once. */
export function parseSettings(text: string, directory: string): ProjectSettings {
  const file = path.join(directory, 'package.json');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw failure('project/package-json', `package.json is not valid JSON: ${(error as Error).message}`, {
      location: { file },
    });
  }
  const settings = isObject(value) ? (value.acapkit ?? {}) : {};
  if (!isObject(settings)) {
    throw failure('project/setting', 'acapkit in package.json has the wrong form', {
      location: { file },
      expected: 'an object',
      found: JSON.stringify(settings).slice(0, 80),
      fix: 'correct it in package.json',
    });
  }
  const findings = findingsIn(settings, projectShapes, 'acapkit', file);
  if (findings.length === 0 && isObject(settings.targets))
    findings.push(...targetFindings(settings.targets, file));
  if (findings.length > 0) throw new AcapkitError(findings);
  return settings;
}
