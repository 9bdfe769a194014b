// Files that a camera or the packer stumbles over.
import { isExcluded } from '../member-names.js';
import { type FileFact, fileNamed, packedFolders } from './files.js';
import { at, eachPacked, packedFiles } from './packed.js';
import type { Rule } from './rule.js';

export const licenseEmpty: Rule = {
  code: 'package/license-empty',
  severity: 'error',
  when: 'LICENSE is missing or empty',
  why: 'It is part of every package; Axis’ tool fails without it.',
  cure: 'Write the terms under which you give the app away into LICENSE.',
  check({ files }) {
    if (files === undefined) return [];
    const license = fileNamed(files, 'LICENSE');
    if (license !== undefined && (license.type === 'symlink' || license.size > 0)) return [];
    return [
      {
        file: at(files, 'LICENSE'),
        message: license === undefined ? 'there is no LICENSE' : 'LICENSE is empty',
        expected: 'a file LICENSE with text',
        found: license === undefined ? 'no such file' : '0 bytes',
        fix: 'write the licence terms into LICENSE',
      },
    ];
  },
};

/** Where a link leads, relative to the app's folder; undefined when it leaves it. */
function resolved(file: FileFact): string | undefined {
  const parts = file.name.split('/').slice(0, -1);
  if (file.target?.startsWith('/')) return undefined;
  for (const part of (file.target ?? '').split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.join('/');
}

export const linkBroken: Rule = {
  code: 'package/link-broken',
  severity: 'warning',
  when: 'a symbolic link that is packed leads out of the app, or to nothing',
  why: 'Links are packed as links. On the camera this one leads nowhere, and the loader does not find its library.',
  cure: 'Link to a file of the app by a relative path.',
  check: (facts) =>
    eachPacked(facts, (file, files) => {
      if (file.type !== 'symlink') return undefined;
      const target = resolved(file);
      if (target !== undefined && fileNamed(files, target) !== undefined) return undefined;
      return {
        file: at(files, file.name),
        message: `the link ${file.name} leads ${target === undefined ? 'out of the app' : 'to nothing'}`,
        expected: 'a relative link to a file of the app',
        found: file.target ?? '',
        fix: 'link to a file that is packed, or pack the file itself',
      };
    }),
};

export const libraryCopies: Rule = {
  code: 'package/library-copies',
  severity: 'warning',
  when: 'lib/ holds the same library under several names as copies instead of links',
  why: 'Somebody copied the folder without keeping links: the package grows, and the copies can drift apart.',
  cure: 'Copy with links kept (cp -a), so that only the versioned file is a file.',
  check(facts) {
    const { files } = facts;
    const libraries = packedFiles(facts).filter(
      ({ name, type }) => type === 'file' && /^lib\/.*\.so(\.|$)/.test(name),
    );
    const groups = new Map<string, FileFact[]>();
    for (const file of libraries) {
      const base = `${file.name.replace(/\.so.*$/, '')} ${file.size}`;
      groups.set(base, [...(groups.get(base) ?? []), file]);
    }
    return [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (files === undefined || first === undefined || group.length < 2) return [];
      return [
        {
          file: at(files, first.name),
          message: `${group.map(({ name }) => name).join(', ')} look like copies of one library`,
          expected: 'one file, and links to it',
          found: `${group.length} files of ${first.size} bytes`,
          fix: 'copy libraries with their links: cp -a',
        },
      ];
    });
  },
};

export const excludedName: Rule = {
  code: 'package/excluded-name',
  severity: 'warning',
  when: 'a backup file (*~) or a file of a version control system lies among the packed files',
  why: 'Packing leaves it out, as Axis’ tool does, which says nothing; a name given with --add would still stand in OTHERFILES.',
  cure: 'Rename it if the app needs it, else remove it.',
  check: (facts) =>
    facts.files?.kind === 'package'
      ? []
      : eachPacked(facts, (file, files) => {
          const folders = file.name
            .split('/')
            .slice(0, -1)
            .map((_, i, parts) => parts.slice(0, i + 1).join('/'));
          if (!isExcluded(file.name) || folders.some(isExcluded)) return undefined;
          return {
            file: at(files, file.name),
            message: `${file.name} will be left out of the package`,
            expected: 'no *~ and no files of version control systems',
            found: file.name,
            fix: 'remove it, or rename it if the app needs it',
          };
        }),
};

export const stalePackage: Rule = {
  code: 'project/stale-package',
  severity: 'warning',
  when: '.eap files lie in the app’s folder',
  why: 'Old packages get copied into containers and installed by mistake.',
  cure: 'Delete them; acapkit writes packages into dist/.',
  check({ files }) {
    return (files?.packages ?? []).flatMap((name) =>
      files === undefined
        ? []
        : [
            {
              file: at(files, name),
              message: `${name} lies in the app’s folder, where it may be installed by mistake`,
              expected: 'packages in dist/ only',
              found: name,
              fix: 'delete it if it is old',
            },
          ],
    );
  },
};

export const hardLink: Rule = {
  code: 'package/hard-link',
  severity: 'warning',
  when: 'two packed names are one file on disk (typical for package managers that link from a store)',
  why: 'Axis’ tool stores the second name as a hard link. acapkit pack copies before it packs; acap-build does as Axis’ tool.',
  cure: 'Make a copy: cp --remove-destination.',
  check(facts) {
    const { files } = facts;
    const seen = new Map<string, string>();
    return packedFiles(facts).flatMap(({ identity, name }) => {
      if (identity === undefined || files === undefined) return [];
      const first = seen.get(identity);
      seen.set(identity, first ?? name);
      if (first === undefined) return [];
      return [
        {
          file: at(files, name),
          message: `${name} and ${first} are one file on disk; Axis’ tool stores the second as a hard link`,
          expected: 'two files',
          found: 'a hard link',
          fix: `copy it: cp --remove-destination ${first} ${name}`,
        },
      ];
    });
  },
};

export const specialFile: Rule = {
  code: 'package/special-file',
  severity: 'error',
  when: 'a socket, pipe or device lies in a packed folder',
  why: 'A package cannot hold it, and a camera would refuse it.',
  cure: 'Remove it; make it at run time, in localdata/.',
  check: (facts) =>
    eachPacked(facts, (file, files) =>
      file.type !== 'special'
        ? undefined
        : {
            file: at(files, file.name),
            message: `${file.name} is a socket, pipe or device`,
            expected: `files, folders and links in ${packedFolders.join('/, ')}/`,
            found: 'a special file',
            fix: 'remove it',
          },
    ),
};
