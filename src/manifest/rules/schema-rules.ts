// What documentation says of findings that come from a schema: their codes are those of JSON Schema, in our words.
import type { RuleText } from './rule.js';

/** What the declared schema accepts and the newest one refuses. */
export const newestSchemaRule = {
  code: 'manifest/newest-schema',
  severity: 'warning',
  when: 'the declared schema accepts what the newest of the same generation refuses',
  why: 'Signing validates with the newest schema, whatever the manifest declares, and the newest SDKs raise schemaVersion.',
  cure: 'Correct the field so that both schemas accept it.',
} as const;

export const schemaRules: readonly RuleText[] = [
  {
    code: 'manifest/syntax',
    severity: 'error',
    when: 'the manifest is not JSON, or not an object',
    why: 'Nothing can read it. JSON has no comments and no comma after the last entry.',
    cure: 'Correct the place that is named; all such places are named at once.',
  },
  {
    code: 'manifest/unknown-field',
    severity: 'error',
    when: 'a field is unknown to the declared schema',
    why: 'Schemas refuse unknown fields at every level. The finding tells the nearest name, or the schema that brought the field.',
    cure: 'Correct the name, move the field, or raise schemaVersion.',
    fixes: 'renames it when one known name is near',
  },
  {
    code: 'manifest/missing-field',
    severity: 'error',
    when: 'a required field is missing',
    why: 'The schema refuses the manifest. Architecture and min need not be there: packing fills them in.',
    cure: 'Add the field.',
  },
  {
    code: 'manifest/type',
    severity: 'error',
    when: 'a value has another type than the schema asks for',
    why: 'A number in the place of a text is the usual case.',
    cure: 'Write the value in the type that is named.',
  },
  {
    code: 'manifest/enum',
    severity: 'error',
    when: 'a value is none of those that the schema lists',
    why: 'The schema refuses it. The finding lists the legal values and the nearest one.',
    cure: 'Use one of them.',
  },
  {
    code: 'manifest/pattern',
    severity: 'error',
    when: 'a text has characters or a form that the schema does not allow',
    why: 'The schema refuses it. \\w and \\d stand for letters and digits of every script.',
    cure: 'Write it in the form that is named.',
  },
  {
    code: 'manifest/min-length',
    severity: 'error',
    when: 'a text is too short',
    why: 'The schema refuses it.',
    cure: 'Write a longer one, or leave the field out.',
  },
  {
    code: 'manifest/max-length',
    severity: 'error',
    when: 'a text is too long',
    why: 'The schema refuses it.',
    cure: 'Shorten it.',
  },
  {
    code: 'manifest/min-items',
    severity: 'error',
    when: 'a list has too few entries',
    why: 'The schema refuses it.',
    cure: 'Add an entry, or leave the list out.',
  },
  {
    code: 'manifest/min-properties',
    severity: 'error',
    when: 'an object has too few fields',
    why: 'From schema 2.0.0 resources must hold something.',
    cure: 'Fill it, or leave it out.',
  },
  {
    code: 'manifest/shape',
    severity: 'error',
    when: 'a manifest that was not validated has no setup with an appName',
    why: 'There is nothing to pack.',
    cure: 'Run acapkit check, which lists all that is wrong.',
  },
  {
    code: 'manifest/schema-dir',
    severity: 'error',
    when: '--schema-dir names a folder without schema files',
    why: 'Checking with other schemas than those that were asked for would mislead.',
    cure: 'Name the folder with application-manifest-schema-v<version>.json, or the one above its v1 and v2.',
  },
  {
    code: 'manifest/schema-file',
    severity: 'error',
    when: 'a schema file of --schema-dir is no JSON, or no schema',
    why: 'It cannot judge anything.',
    cure: 'Copy it again from the SDK.',
  },
  {
    code: 'manifest/unknown-sdk',
    severity: 'error',
    when: '--sdk names a generation that is not known',
    why: 'What it does while packing is not known either. AXIS OS 13’s SDK packs otherwise, and nobody has published how.',
    cure: 'Use one of those that are listed.',
  },
  newestSchemaRule,
];
