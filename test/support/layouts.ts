// An app with a file in every place that a package knows.
import type { Test } from 'tap';
import type { Manifest } from '../../src/manifest/types.js';
import type { Entry } from '../../src/package/entry.js';
import { plant, scratch } from './archives.js';

/** A manifest with both scripts and a CGI path. */
export const manifest: Manifest = {
  schemaVersion: '1.7.3',
  acapPackageConf: {
    setup: { appName: 'app', vendor: 'V', runMode: 'once', version: '1.2.3', architecture: 'aarch64' },
    installation: { postInstallScript: 'post.sh' },
    uninstallation: { preUninstallScript: 'pre.sh' },
    configuration: { httpConfig: [{ type: 'fastCgi', name: 'cgi', access: 'admin' }] },
  },
};

/** Files of `project` with their modes. */
export const files: [string, number][] = [
  ['app', 0o4777],
  ['LICENSE', 0o664],
  ['post.sh', 0o775],
  ['pre.sh', 0o700],
  ['data/f', 0o600],
  ['data/g', 0o640],
  ['model', 0o644],
  ['html/index.html', 0o666],
  ['html/css/a.css', 0o644],
  ['lib/a.so', 0o755],
  ['declarations/d.json', 0o644],
  ['httpd.conf.local.b', 0o644],
  ['httpd.conf.local.a', 0o644],
  ['mime.types.local.a', 0o644],
  // Made from the manifest, so these are ignored.
  ['package.conf', 0o600],
  ['param.conf', 0o600],
  ['cgi.conf', 0o600],
  ['manifest.json', 0o644],
];

/** The files of an app in a folder of its own, old generated ones too. */
export async function project(t: Test): Promise<string> {
  const folder = await scratch(t, 'layout');
  await plant(folder, [
    ...files.map(([name, mode]) => ({ type: 'file' as const, path: name, mode, data: `old ${name}` })),
    ...['html', 'html/css', 'lib', 'declarations', 'data'].map((name) => ({
      type: 'dir' as const,
      path: name,
      mode: 0o775,
    })),
  ]);
  return folder;
}

/** The text of a generated member; empty when there is none. */
export function textOf(entries: Entry[], name: string): string {
  const entry = entries.find((candidate) => candidate.name === name);
  return entry?.type === 'file' && Buffer.isBuffer(entry.data) ? entry.data.toString() : '';
}
