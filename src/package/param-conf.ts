// param.conf: the app's parameters, one line each. Always packed, even when empty. Source: 48 packages made by Axis' tool.
import type { Manifest } from '../manifest/types.js';

export function paramConf(manifest: Manifest): string {
  const parameters = manifest.acapPackageConf.configuration?.paramConfig ?? [];
  return parameters
    .map(({ name, default: value, type }) =>
      type === '' ? `${name}=${value}\n` : `${name}="${value}" type="${type}"\n`,
    )
    .join('');
}
