// The words in which Axis' tool (Python's jsonschema) puts a schema error. People know them and search for them, so findings carry them.
import type { ErrorObject } from 'ajv';

/** A value as Python's repr shows it. */
function repr(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, child]) => `${quoted(key)}: ${repr(child)}`)
      .join(', ')}}`;
  return String(value);
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}...` : text);

const wordings: Record<string, (error: ErrorObject) => string> = {
  additionalProperties: ({ params }) =>
    `Additional properties are not allowed (${repr(params.additionalProperty)} was unexpected)`,
  required: ({ params }) => `${repr(params.missingProperty)} is a required property`,
  type: ({ data, params }) => `${repr(data)} is not of type ${repr(params.type)}`,
  enum: ({ data, params }) => `${repr(data)} is not one of ${repr(params.allowedValues)}`,
  pattern: ({ data, params }) => `${repr(data)} does not match ${repr(params.pattern)}`,
  maxLength: ({ data }) => `${repr(data)} is too long`,
  minLength: ({ data }) => `${repr(data)} is too short`,
  minItems: ({ data }) => `${repr(data)} is too short`,
  minProperties: ({ data }) => `${repr(data)} does not have enough properties`,
  anyOf: ({ data }) => `${repr(data)} is not valid under any of the given schemas`,
};

/** Axis' wording of an error, or undefined for a keyword that no known schema uses. */
export function referenceWording(error: ErrorObject): string | undefined {
  const wording = wordings[error.keyword]?.(error);
  return wording === undefined ? undefined : cut(wording);
}
