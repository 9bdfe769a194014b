// OTHERFILES has no field in a manifest: those files are named when packing. Most of what old files list is packed anyway.
import type { Draft } from './draft.js';

const standard = ['package.conf', 'param.conf', 'LICENSE', 'manifest.json', 'html', 'lib', 'declarations'];

const plain = (name: string): string => name.replace(/^(\.\/+)+/, '').replace(/\/+$/, '');

/** A name as one writes it on a command line. No package can hold one with control characters; those are only made harmless. */
function shellWord(name: string): string {
  if (/^[\w./=:@%+,-]+$/.test(name)) return name;
  return `'${name.replace(/\p{Cc}/gu, '?').replaceAll("'", "'\\''")}'`;
}

/** The names to give to `acapkit pack --add`, in order. */
export function otherFiles(draft: Draft): string[] {
  const packed = new Set([
    ...standard,
    ...['APPNAME', 'HTTPCGIPATHS', 'POSTINSTALLSCRIPT'].map((name) => plain(draft.text(name))),
  ]);
  const names = draft
    .text('OTHERFILES')
    .split(/\s+/)
    .filter((name) => name !== '');
  const unique = names.filter(
    (name, index) => names.findIndex((other) => plain(other) === plain(name)) === index,
  );
  const add = unique.filter((name) => !packed.has(plain(name)));
  const anyway = names.filter((name) => !add.includes(name));
  if (anyway.length > 0)
    draft.row('dropped', ['OTHERFILES'], { value: anyway.join(' '), why: 'packed without being named' });
  if (add.length > 0)
    draft.row('note', ['OTHERFILES'], {
      value: add.join(' '),
      why: 'no manifest field: name them when packing, with --add',
    });
  const scripts = add.filter((name) => /uninst|pre-?rem/i.test(name));
  if (scripts.length > 0)
    draft.row('note', ['OTHERFILES'], {
      to: 'acapPackageConf.uninstallation.preUninstallScript',
      value: scripts.join(' '),
      why: 'if this runs before the app is removed, name it in that field instead of with --add',
    });
  return add;
}

/** `--add a --add b`. */
export const addOptions = (names: string[]): string =>
  names.map((name) => `--add ${shellWord(name)}`).join(' ');
