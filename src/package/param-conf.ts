// param.conf: the app's parameters, one line each. Always packed, even when empty. Source: 48 packages made by Axis' tool.
import type { Manifest, ParameterConfig } from '../manifest/types.js';
import { type ConfProblem, problemOf, refuse } from './conf-problem.js';

const parametersOf = (manifest: Manifest): ParameterConfig[] =>
  manifest.acapPackageConf.configuration?.paramConfig ?? [];

/** What would break a line into other parts: values stand in double quotes without escapes, and a name ends at the equals sign. */
const refused = {
  name: { pattern: /["=\p{Cc}]/u, expected: 'no double quote, equals sign, line end or control character' },
  default: { pattern: /["\p{Cc}]/u, expected: 'no double quote, line end or control character' },
  type: { pattern: /["\p{Cc}]/u, expected: 'no double quote, line end or control character' },
};

/** What param.conf cannot hold, for each parameter. */
export function parameterProblems(manifest: Manifest): ConfProblem[] {
  return parametersOf(manifest).flatMap((parameter, index) =>
    (['name', 'default', 'type'] as const).flatMap((key) =>
      problemOf(parameter[key], refused[key].pattern, {
        code: 'package/parameter-text',
        holder: `the ${key} of paramConfig entry ${index + 1}`,
        file: 'param.conf',
        path: ['acapPackageConf', 'configuration', 'paramConfig', index, key],
        expected: refused[key].expected,
      }),
    ),
  );
}

/** The text; empty without parameters. Throws `package/parameter-text`. */
export function paramConf(manifest: Manifest): string {
  refuse(parameterProblems(manifest));
  return parametersOf(manifest)
    .map(({ name, default: value, type }) =>
      type === '' ? `${name}=${value}\n` : `${name}="${value}" type="${type}"\n`,
    )
    .join('');
}
