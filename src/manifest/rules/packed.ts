// Which of an app's files a package would hold, and how rules walk over them.
import { canonicalName } from '../member-names.js';
import { type AppFiles, type FileFact, inPackedFolder } from './files.js';
import { type Hit, type RuleFacts, setupPath, textAt } from './rule.js';

/** The place of a file, in a folder or in a package. */
export const at = (files: AppFiles, name: string) => ({
  file: files.kind === 'package' ? `${files.root}:${name}` : `${files.root}/${name}`,
});

/** Names of the scripts that the camera runs when it installs and removes the app. */
export function scriptNames(facts: Pick<RuleFacts, 'document'>): string[] {
  const names = [
    textAt(facts, 'acapPackageConf', 'installation', 'postInstallScript'),
    textAt(facts, 'acapPackageConf', 'uninstallation', 'preUninstallScript'),
  ];
  return names.filter((name) => name !== undefined);
}

/** Files that go into the package: the standard ones, the named ones, and all of a package. */
export function packedFiles(facts: Pick<RuleFacts, 'document' | 'files'>): FileFact[] {
  const { files } = facts;
  if (files === undefined) return [];
  if (files.kind === 'package') return files.files;
  const named = new Set([
    textAt(facts, ...setupPath('appName')),
    'LICENSE',
    ...scriptNames(facts),
    ...files.otherFiles.map(canonicalName),
  ]);
  const wanted = (name: string) =>
    inPackedFolder(name) ||
    named.has(name) ||
    [...named].some((other) => other !== undefined && name.startsWith(`${other}/`));
  return files.files.filter(({ name }) => wanted(name));
}

/** What a rule says of each packed file. */
export function eachPacked(
  facts: RuleFacts,
  judge: (file: FileFact, files: AppFiles) => Hit | undefined,
): Hit[] {
  const { files } = facts;
  if (files === undefined) return [];
  return packedFiles(facts).flatMap((file) => judge(file, files) ?? []);
}
