// cgi.conf: which of the app's HTTP paths exist and who may call them. Source: 48 packages made by Axis' tool.
import type { HttpConfig, Manifest } from '../manifest/types.js';

export const cgiConfName = 'cgi.conf';

const accessNames: Record<string, string> = { admin: 'administrator' };

function line(entry: HttpConfig): string {
  const path = `/${(entry.name ?? '').replace(/^\/+/, '')}`;
  return `${accessNames[entry.access] ?? entry.access} ${path}${entry.type === 'fastCgi' ? ' fastCgi' : ''}\n`;
}

/** The text, or undefined when the file is not packed: only a non-empty httpConfig makes one, even if it holds directories alone. */
export function cgiConf(manifest: Manifest): string | undefined {
  const entries = manifest.acapPackageConf.configuration?.httpConfig ?? [];
  if (entries.length === 0) return undefined;
  return entries
    .filter((entry) => entry.type !== 'directory')
    .map(line)
    .join('');
}
