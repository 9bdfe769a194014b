// .vscode files that let VS Code find the compile commands of a target and build with a key. What the author wrote stays: entries are added
// to lists under names of our own, and a setting that has another value already is left and told.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type ParseError,
  parseTree,
} from 'jsonc-parser';
import { replaceFile } from '../support/replace-file.js';
import type { TargetName } from './profiles.js';

/** One file and what became of it. */
export interface EditorFile {
  file: string;
  state: 'written' | 'extended' | 'unchanged' | 'left';
  /** For `left`: what stands there that was not touched. */
  reason?: string;
}

type Place = (string | number)[];
/** A value for a place in a file; with `name`, an entry of a list that is found again by this member. */
interface Wish {
  place: Place;
  value: unknown;
  name?: { member: string; value: string };
}

const format = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** The text with the wish fulfilled; undefined when the author has another value there. */
function fulfil(text: string, wish: Wish): string | undefined {
  const tree = parseTree(text);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, wish.place);
  const present: unknown = node === undefined ? undefined : getNodeValue(node);
  if (wish.name === undefined) {
    if (present !== undefined)
      return JSON.stringify(present) === JSON.stringify(wish.value) ? text : undefined;
    return applyEdits(text, modify(text, wish.place, wish.value, format));
  }
  const { member, value } = wish.name;
  const entries: unknown[] = Array.isArray(present) ? present : [];
  const at = entries.findIndex((entry) => (entry as Record<string, unknown> | null)?.[member] === value);
  if (at >= 0 && JSON.stringify(entries[at]) === JSON.stringify(wish.value)) return text;
  if (node !== undefined && node.type !== 'array') return undefined;
  const index = at >= 0 ? at : entries.length;
  return applyEdits(text, modify(text, [...wish.place, index], wish.value, format));
}

async function writeWishes(file: string, wishes: Wish[]): Promise<EditorFile> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  const errors: ParseError[] = [];
  parseTree(before?.trim() ? before : '{}', errors, { allowTrailingComma: true });
  if (errors.length > 0) return { file, state: 'left', reason: 'it is no valid JSON' };
  let text = before?.trim() ? before : '{}\n';
  const left: string[] = [];
  for (const wish of wishes) {
    const next = fulfil(text, wish);
    if (next === undefined) left.push(wish.place.join('.'));
    else text = next;
  }
  if (text !== before) await replaceFile(file, text);
  if (left.length > 0) return { file, state: 'left', reason: `${left.join(', ')} is set to something else` };
  return { file, state: before === undefined ? 'written' : text === before ? 'unchanged' : 'extended' };
}

function wishesFor(target: TargetName): Record<string, Wish[]> {
  const folder = `\${workspaceFolder}/build/${target}`;
  const name = `acapkit ${target}`;
  const mode = { aarch64: 'linux-clang-arm64', armv7hf: 'linux-clang-arm', host: 'linux-clang-x64' }[target];
  const database = `${folder}/compile_commands.json`;
  const task = {
    label: `acapkit: build ${target}`,
    type: 'process',
    command: 'npx',
    args: ['acapkit', 'build', '--arch', target],
    group: 'build',
    problemMatcher: ['$gcc'],
  };
  return {
    'c_cpp_properties.json': [
      { place: ['version'], value: 4 },
      {
        place: ['configurations'],
        value: { name, compileCommands: database, intelliSenseMode: mode },
        name: { member: 'name', value: name },
      },
    ],
    'settings.json': [{ place: ['clangd.arguments'], value: [`--compile-commands-dir=${folder}`] }],
    'tasks.json': [
      { place: ['version'], value: '2.0.0' },
      { place: ['tasks'], value: task, name: { member: 'label', value: task.label } },
    ],
  };
}

/** Writes or extends .vscode/{c_cpp_properties,settings,tasks}.json of a project. */
export async function writeVscodeFiles(project: string, target: TargetName): Promise<EditorFile[]> {
  const folder = path.join(project, '.vscode');
  await mkdir(folder, { recursive: true });
  const results: EditorFile[] = [];
  for (const [name, wishes] of Object.entries(wishesFor(target)))
    results.push(await writeWishes(path.join(folder, name), wishes));
  return results;
}
