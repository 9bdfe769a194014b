// What a build of one target shall do beyond the standard: the settings of package.json, those of the target over them, flags last.
import type { ProjectSettings, TargetSettings } from '../project/settings.js';
import { failure } from '../support/errors.js';
import type { TargetName } from './profiles.js';

export type BuildSettings = Required<TargetSettings>;

export const noSettings: BuildSettings = {
  buildArguments: [],
  environment: {},
  sysrootPackages: [],
  sonames: {},
};

function over(base: BuildSettings, added: TargetSettings): BuildSettings {
  return {
    buildArguments: [...base.buildArguments, ...(added.buildArguments ?? [])],
    environment: { ...base.environment, ...added.environment },
    sysrootPackages: [...new Set([...base.sysrootPackages, ...(added.sysrootPackages ?? [])])].sort(),
    sonames: { ...base.sonames, ...added.sonames },
  };
}

/** The settings for one target. */
export function settingsFor(
  settings: ProjectSettings,
  target: TargetName,
  flags: TargetSettings = {},
): BuildSettings {
  return over(over(over(noSettings, settings), settings.targets?.[target] ?? {}), flags);
}

/** Parses `NAME=VALUE` texts of a repeated flag. Throws `build/assignment`. */
export function parseAssignments(flag: string, texts: string[]): Record<string, string> {
  const pairs = texts.map((text): [string, string] => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined)
      throw failure('build/assignment', `${flag} wants NAME=VALUE`, {
        expected: `${flag} NAME=VALUE`,
        found: text,
        fix: 'write the name, an equals sign and the value',
      });
    return [name, value];
  });
  return Object.fromEntries(pairs);
}
