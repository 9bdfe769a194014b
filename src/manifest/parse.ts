// Text → value, with the place of every value and key, so that findings point into the user's file.
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { AcapkitError, type Finding, failure, type Location } from '../support/errors.js';
import { isNestedTooDeeply, manifestBytesMax, nestingMax } from './json-limits.js';
import type { Manifest } from './types.js';

export interface ManifestDocument {
  file: string;
  text: string;
  value: Manifest;
  /** The place of the value at a JSON path; of the nearest parent when the path does not exist. */
  locate(path: (string | number)[]): Location;
  /** The place of a key rather than of its value. */
  locateKey(path: (string | number)[]): Location;
  /** Keys that stand more than once in one object, at each place after the first; JSON readers take the last. */
  repeatedKeys: { name: string; location: Location }[];
}

/** Property nodes of all objects whose key stood before in the same object. */
function repeated(node: Node): Node[] {
  const children = node.children ?? [];
  const keys = new Set<unknown>();
  const again = children.filter((property) => {
    if (node.type !== 'object') return false;
    const key: unknown = property.children?.[0]?.value;
    return keys.size === keys.add(key).size;
  });
  return [...again, ...children.flatMap(repeated)];
}

function positionOf(file: string, text: string, offset: number): Location {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { file, line: before.split('\n').length, column: offset - lineStart + 1 };
}

function syntaxFinding(file: string, text: string, error: ParseError): Finding {
  return {
    severity: 'error',
    code: 'manifest/syntax',
    message: `not valid JSON: ${printParseErrorCode(error.error)}`,
    location: positionOf(file, text, error.offset),
    expected: 'one JSON object without comments or trailing commas',
    found: text.slice(error.offset, error.offset + 20).split('\n')[0] || 'end of file',
    fix: 'correct the JSON at this place',
  };
}

function nodeAt(root: Node, path: (string | number)[]): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node;
  }
  return root;
}

/** A text without an end of errors is no manifest; the first ones tell what it is. */
const syntaxErrorsMax = 50;

function refuseBeyondLimits(text: string, file: string): void {
  const tooLong = text.length > manifestBytesMax;
  if (!tooLong && !isNestedTooDeeply(text)) return;
  throw failure(
    'manifest/syntax',
    tooLong ? 'the manifest is too large' : 'the manifest is nested too deeply',
    {
      location: { file, line: 1, column: 1 },
      expected: tooLong ? `at most ${manifestBytesMax} characters` : `at most ${nestingMax} levels`,
      found: tooLong ? `${text.length} characters` : `more than ${nestingMax} levels`,
      fix: 'this is no manifest of an app; check which file it is',
    },
  );
}

/** Parses a manifest. Throws all syntax errors at once, at most 50 (`manifest/syntax`). */
export function parseManifest(text: string, file: string): ManifestDocument {
  refuseBeyondLimits(text, file);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0)
    throw new AcapkitError(errors.slice(0, syntaxErrorsMax).map((error) => syntaxFinding(file, text, error)));
  if (root?.type !== 'object') {
    throw failure('manifest/syntax', 'the manifest is not a JSON object', {
      location: { file, line: 1, column: 1 },
      expected: 'an object with schemaVersion and acapPackageConf',
      found: root?.type ?? 'an empty file',
      fix: 'acapkit new shows what a manifest looks like',
    });
  }
  return {
    file,
    text,
    value: getNodeValue(root) as Manifest,
    repeatedKeys: repeated(root).map((property) => ({
      name: String(property.children?.[0]?.value),
      location: positionOf(file, text, property.offset),
    })),
    locate: (path) => positionOf(file, text, nodeAt(root, path).offset),
    locateKey: (path) => {
      const node = findNodeAtLocation(root, path);
      return positionOf(
        file,
        text,
        (node?.parent?.type === 'property' ? node.parent : nodeAt(root, path)).offset,
      );
    },
  };
}
