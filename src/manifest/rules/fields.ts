// Fields in the wrong place or form, where a general schema error would not say what to do.
import { fieldSpan, homesOf } from '../schema-table/lookup.js';
import { atLeast } from '../versions.js';
import { type Hit, type JsonPath, type Rule, setupPath, shown, textAt, valueAt } from './rule.js';

/** Every field of an object that the place has never known, with its path. Lists are left to the schema. */
function strangers(value: unknown, at: JsonPath = []): JsonPath[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || at.length > 6) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const path = [...at, name];
    return fieldSpan(path) === undefined ? [path] : strangers(child, path);
  });
}

export const repeatedKey: Rule = {
  code: 'manifest/repeated-key',
  severity: 'warning',
  when: 'a key stands twice in one object',
  why: 'JSON readers take the last one and say nothing, so the other is a change that has no effect.',
  cure: 'Keep one of them.',
  check: ({ document }) =>
    document.repeatedKeys.map(({ name, location }) => ({
      file: location,
      message: `"${name}" stands twice in one object; this one counts`,
      expected: 'each key once',
      found: `"${name}" again`,
      fix: 'remove one of them',
    })),
};

export const misplacedField: Rule = {
  code: 'manifest/misplaced-field',
  severity: 'error',
  when: 'a known field stands at another level than its own',
  why: 'The schema refuses it there with words that only say that it is not allowed.',
  cure: 'Move it to its place.',
  fixes: 'moves the field',
  check(facts) {
    return strangers(facts.document.value).flatMap((from) => {
      const homes = homesOf(String(from.at(-1)));
      const [to] = homes;
      if (to === undefined || homes.length > 1) return [];
      const home = to.length === 1 ? 'the top level, beside acapPackageConf' : to.slice(0, -1).join('.');
      const free = valueAt(facts, ...to) === undefined && valueAt(facts, 'acapPackageConf') !== undefined;
      return [
        {
          path: from,
          key: true,
          message: `"${from.at(-1)}" stands at the wrong level; it belongs to ${home}`,
          expected: `in ${home}`,
          found: from.length === 1 ? 'at the top level' : `in ${from.slice(0, -1).join('.')}`,
          fix: free ? `move it to ${home}` : `merge it with the one in ${home}`,
          ...(free ? { cure: { kind: 'move' as const, from, to } } : {}),
        },
      ];
    });
  },
};

export const appId: Rule = {
  code: 'manifest/app-id',
  severity: 'error',
  when: 'appId is a number, or a text with other characters than digits',
  why: 'The schema wants a text of digits: the number that Axis assigned to the app.',
  cure: 'Put the digits into quotes; leave appId out if Axis has assigned none.',
  fixes: 'puts a number into quotes',
  check(facts) {
    const id = valueAt(facts, ...setupPath('appId'));
    if (id === undefined || (typeof id === 'string' && /^\p{Nd}+$/u.test(id))) return [];
    const number = typeof id === 'number' && Number.isSafeInteger(id) && id >= 0;
    return [
      {
        path: setupPath('appId'),
        message: number ? 'appId is a number; write it as a text of digits' : 'appId is no text of digits',
        expected: number ? `"${id}"` : 'digits in quotes, such as "123456"',
        found: shown(id),
        fix: number ? `write "${id}"` : 'write the number that Axis assigned, or remove appId',
        ...(number ? { cure: { kind: 'set' as const, path: setupPath('appId'), value: String(id) } } : {}),
      },
    ];
  },
};

export const runOptionsEmpty: Rule = {
  code: 'manifest/run-options-empty',
  severity: 'error',
  when: 'runOptions is an empty text',
  why: 'The schema refuses it; an app without arguments has no runOptions.',
  cure: 'Leave it out.',
  fixes: 'removes the field',
  check(facts) {
    if (valueAt(facts, ...setupPath('runOptions')) !== '') return [];
    return [
      {
        path: setupPath('runOptions'),
        message: 'runOptions is empty; leave it out',
        expected: 'arguments of the app, or no runOptions',
        found: '""',
        fix: 'remove the field',
        cure: { kind: 'remove', path: setupPath('runOptions') },
      },
    ];
  },
};

const architectures = ['all', 'aarch64', 'armv7hf'];

/** What `acapkit pack --arch host` makes. */
const simulatedOnly: Hit = {
  path: setupPath('architecture'),
  severity: 'warning',
  message: 'the package is for the simulated camera on this computer; no real camera runs it',
  expected: architectures.join(', '),
  found: '"x86_64"',
  fix: 'for cameras: acapkit pack --arch all',
};

export const architecture: Rule = {
  code: 'manifest/architecture',
  severity: 'error',
  when: 'architecture is a placeholder or unknown, or stands in a schema before 1.3, which has no such field',
  why: 'The schema refuses it. Packing fills the field in by itself.',
  cure: 'Remove the field; keep "all" for apps without native code.',
  fixes: 'removes the field from schemas before 1.3',
  check(facts) {
    const value = valueAt(facts, ...setupPath('architecture'));
    const version = facts.schemas.resolve(textAt(facts, 'schemaVersion') ?? '');
    if (value === undefined) return [];
    const early = version !== undefined && !atLeast(version, '1.3');
    if (early)
      return [
        {
          path: setupPath('architecture'),
          key: true,
          message: `schema ${version} has no architecture; it came with 1.3`,
          expected: 'no architecture, or schemaVersion 1.3 or later',
          found: shown(value),
          fix: 'remove the field; packing takes the target’s',
          cure: { kind: 'remove', path: setupPath('architecture') },
        },
      ];
    if (typeof value !== 'string' || architectures.includes(value)) return [];
    if (value === 'x86_64' && facts.files?.kind === 'package') return [simulatedOnly];
    const placeholder = /^[@$%{<].*[@}>%]?$/.test(value);
    return [
      {
        path: setupPath('architecture'),
        message: placeholder
          ? `architecture is a placeholder, ${value}, that nothing has replaced`
          : `there is no architecture ${shown(value)}`,
        expected: 'all, aarch64 or armv7hf',
        found: shown(value),
        fix: placeholder
          ? 'remove the field: packing fills it in'
          : 'remove the field, or use one of the three',
      },
    ];
  },
};
