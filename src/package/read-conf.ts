// package.conf and param.conf as they lie in packages: made by the packer, or written by hand years ago. Nothing is expanded; the
// vendor's old packer sourced these files in a shell, which is exactly what must not happen here.

/** One parameter of param.conf. `type` is '' when the line has none. */
export interface ConfParameter {
  name: string;
  default: string;
  type: string;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
}

/** Value without its quotes. The shell residue of old packages, `\'''\'`, means an empty value. */
function unquote(value: string): string {
  const text = value.trim();
  if (text === "\\'''\\'") return '';
  const quote = text[0];
  if ((quote === '"' || quote === "'") && text.length >= 2 && text.endsWith(quote)) return text.slice(1, -1);
  return text;
}

/** `NAME="value"` lines as a record without a prototype; lines of another form are left out. */
export function parsePackageConf(text: string): Record<string, string> {
  const result: Record<string, string> = Object.create(null);
  for (const line of linesOf(text)) {
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line);
    if (match?.[1] !== undefined) result[match[1]] = unquote(match[2] ?? '');
  }
  return result;
}

/** `name="default" type="type"` lines; lines of another form are left out. */
export function parseParamConf(text: string): ConfParameter[] {
  const pattern = /^\s*([\w.-]+)\s*=\s*("[^"]*"|'[^']*'|.*?)(?:\s+type\s*=\s*("[^"]*"|'[^']*'|\S+))?\s*$/;
  return linesOf(text).flatMap((line) => {
    const match = pattern.exec(line);
    if (match?.[1] === undefined) return [];
    return [{ name: match[1], default: unquote(match[2] ?? ''), type: unquote(match[3] ?? '') }];
  });
}
