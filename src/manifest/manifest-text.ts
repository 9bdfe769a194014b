// Edits of a manifest's text. Only the touched places change: the author's key order, indentation and one-line arrays stay.
import { isDeepStrictEqual } from 'node:util';
import { applyEdits, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { type JsonPath, valueAt } from './json-path.js';

/** Whether a value is an object and no array. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the object at a path exists, or could be made without replacing something else. */
function canHold(root: unknown, path: JsonPath): boolean {
  return path.every((_, index) => {
    const value = valueAt(root, path.slice(0, index));
    return value === undefined || isObject(value);
  });
}

interface Style {
  indent: string;
  eol: string;
}

const endOf = (node: Node): number => node.offset + node.length;
const indentOfLine = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';

/** A list of scalars fits on the line where the author has such lists; everything else is written line by line. */
function rendered(value: unknown, base: string, { indent, eol }: Style, oneLine: boolean): string {
  if (oneLine && Array.isArray(value)) return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
  if (oneLine) return JSON.stringify(value);
  return JSON.stringify(value, null, indent).replaceAll('\n', `${eol}${base}`);
}

/** The text and the value behind it, edited side by side. */
export class ManifestText {
  #text: string;
  readonly value: unknown;
  readonly #style: Style;
  readonly #isOneLine: boolean;

  /** @param text valid JSON of one object */
  constructor(text: string) {
    this.#text = text;
    this.value = JSON.parse(text);
    this.#isOneLine = !text.trim().includes('\n');
    this.#style = {
      indent: /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ',
      eol: text.includes('\r\n') ? '\r\n' : '\n',
    };
  }

  /** The edited text. Where a key stands twice in one object, edits miss one of them: then the whole text is written anew. */
  get text(): string {
    if (isDeepStrictEqual(JSON.parse(this.#text), this.value)) return this.#text;
    const tail = this.#text.endsWith('\n') ? this.#style.eol : '';
    return `${JSON.stringify(this.value, null, this.#style.indent).replaceAll('\n', this.#style.eol)}${tail}`;
  }

  at(...path: JsonPath): unknown {
    return valueAt(this.value, path);
  }

  /**
   * Sets a value, with the objects above it. A new key goes behind its sibling `after`, else to the end. Nothing happens where a part of
   * the path is no object.
   */
  set(path: JsonPath, value: unknown, after?: string): void {
    if (!canHold(this.value, path)) return;
    const existing = path.findIndex(
      (_, index) => valueAt(this.value, path.slice(0, index + 1)) === undefined,
    );
    if (existing === -1) this.#replace(path, value);
    else {
      const nested = path.slice(existing + 1).reduceRight((inner: unknown, key) => ({ [key]: inner }), value);
      this.#insert(path.slice(0, existing), String(path[existing]), nested, after);
    }
    let target = this.value as Record<string, unknown>;
    for (const part of path.slice(0, -1)) {
      if (!Object.hasOwn(target, part)) target[part] = {};
      target = target[part] as Record<string, unknown>;
    }
    target[String(path.at(-1))] = structuredClone(value);
  }

  /** Removes a key and its value. */
  remove(path: JsonPath): void {
    const parent = valueAt(this.value, path.slice(0, -1));
    if (!isObject(parent) || !Object.hasOwn(parent, String(path.at(-1)))) return;
    delete parent[String(path.at(-1))];
    const property = this.#node(path)?.parent;
    const siblings = property?.parent?.children ?? [];
    if (property?.parent === undefined) return;
    const index = siblings.indexOf(property);
    const [previous, next] = [siblings[index - 1], siblings[index + 1]];
    if (previous) this.#edit(endOf(previous), endOf(property), '');
    else if (next) this.#edit(property.offset, next.offset, '');
    else this.#edit(property.parent.offset + 1, endOf(property.parent) - 1, '');
  }

  /** Gives a key another name, at its place. The name must be free. */
  rename(path: JsonPath, name: string): void {
    const parent = valueAt(this.value, path.slice(0, -1));
    const key = this.#node(path)?.parent?.children?.[0];
    if (!isObject(parent) || !key) return;
    const entries = Object.entries(parent);
    for (const [old] of entries) delete parent[old];
    for (const [old, value] of entries) parent[old === path.at(-1) ? name : old] = value;
    this.#edit(key.offset, endOf(key), JSON.stringify(name));
  }

  #node(path: JsonPath): Node | undefined {
    const root = parseTree(this.#text);
    return root && findNodeAtLocation(root, path);
  }

  #edit(start: number, end: number, content: string): void {
    this.#text = applyEdits(this.#text, [{ offset: start, length: end - start, content }]);
  }

  #replace(path: JsonPath, value: unknown): void {
    const node = this.#node(path);
    if (!node) return;
    const oneLine = !this.#text.slice(node.offset, endOf(node)).includes('\n');
    const base = indentOfLine(this.#text, node.offset);
    this.#edit(node.offset, endOf(node), rendered(value, base, this.#style, oneLine));
  }

  #insert(path: JsonPath, key: string, value: unknown, after: string | undefined): void {
    const parent = this.#node(path);
    if (!parent) return;
    const properties = parent.children ?? [];
    const sibling =
      properties.find((property) => property.children?.[0]?.value === after) ?? properties.at(-1);
    const property = (base: string, oneLine: boolean): string =>
      `${JSON.stringify(key)}: ${rendered(value, base, this.#style, oneLine)}`;
    const { indent, eol } = this.#style;
    if (sibling) {
      const first = properties[0] ?? sibling;
      const oneLine = this.#isOneLine || !this.#text.slice(parent.offset, first.offset).includes('\n');
      const base = indentOfLine(this.#text, first.offset);
      const gap = oneLine ? ' ' : `${eol}${base}`;
      this.#edit(endOf(sibling), endOf(sibling), `,${gap}${property(base, oneLine)}`);
    } else {
      const outer = indentOfLine(this.#text, parent.offset);
      const base = `${outer}${indent}`;
      const inside = this.#isOneLine
        ? property(base, true)
        : `${eol}${base}${property(base, false)}${eol}${outer}`;
      this.#edit(parent.offset + 1, endOf(parent) - 1, inside);
    }
  }
}
