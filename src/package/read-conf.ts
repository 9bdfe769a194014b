// package.conf and param.conf of packages, without findings: readers of packages take what fits. The parsers are those of migration.
import { readPackageConf } from '../manifest/conf/package-conf.js';
import { readParamConf } from '../manifest/conf/param-conf.js';
import type { ParameterConfig } from '../manifest/types.js';

/** One parameter of param.conf. `type` is '' when the line has none. */
export type ConfParameter = ParameterConfig;

/** The variables as a record without a prototype. Throws `conf/too-large` only. */
export function parsePackageConf(text: string): Record<string, string> {
  const result: Record<string, string> = Object.create(null);
  for (const [name, { value }] of readPackageConf({ file: 'package.conf', text }).variables)
    result[name] = value;
  return result;
}

/** The parameters in the order of the file. Throws `conf/too-large` only. */
export function parseParamConf(text: string): ConfParameter[] {
  return readParamConf({ file: 'param.conf', text }).entries.map(({ parameter }) => parameter);
}
