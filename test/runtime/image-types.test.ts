// What the compiler says of the image functions: results follow the output's type, and misspelt options are found while typing.
import path from 'node:path';
import t from 'tap';
import ts from 'typescript';
import { packagePath } from '../../src/support/package-root.js';

const file = packagePath('test/runtime/image-types-snippet.ts');
const source = '{ width: 8, height: 8 }';

/** The compiler's complaints about a snippet with this project's settings. */
function complaints(snippets: Record<string, string>): Record<string, string[]> {
  const names = Object.keys(snippets);
  const place = (name: string) => file.replace('snippet', `snippet-${name}`);
  const { config } = ts.readConfigFile(packagePath('tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, packagePath());
  const host = ts.createCompilerHost({ ...options, noEmit: true, incremental: false });
  const text = (wanted: string): string | undefined => {
    const name = names.find((name) => path.resolve(wanted) === place(name));
    return name === undefined
      ? undefined
      : `import { image } from '../../src/runtime/index.js';\n${snippets[name]}`;
  };
  const { getSourceFile, fileExists } = host;
  host.fileExists = (wanted) => text(wanted) !== undefined || fileExists(wanted);
  host.getSourceFile = (wanted, ...rest) => {
    const snippet = text(wanted);
    if (snippet === undefined) return getSourceFile(wanted, ...rest);
    return ts.createSourceFile(wanted, snippet, ts.ScriptTarget.ES2022, true);
  };
  const settings = { ...options, noEmit: true, incremental: false };
  const program = ts.createProgram(names.map(place), settings, host);
  const found = (name: string) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(place(name)))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  return Object.fromEntries(names.map((name) => [name, found(name)]));
}

const frame = "{ format: 'nv12', width: 8, height: 8, data: new Uint8Array(96) }";
const run = (type: string, way = 'run') =>
  `image.plan({ source: ${source}, output: { width: 8, height: 8${type} } }).${way}(${frame})`;

t.test('types', async (t) => {
  const found = complaints({
    none: `export const result: Uint8Array = ${run('')};`,
    u8: `export const result: Uint8Array = ${run(", type: 'u8'")};`,
    i8: `export const result: Int8Array = ${run(", type: 'i8'")};`,
    f16: `export const result: Uint16Array = ${run(", type: 'f16'")};`,
    f32: `export const result: Float32Array = ${run(", type: 'f32'")};`,
    later: `export const result: Promise<Float32Array> = ${run(", type: 'f32'", 'runAsync')};`,
    wrong: `export const result: Float32Array = ${run('')};`,
    wrongToo: `export const result: Uint8Array = ${run(", type: 'f32'")};`,
    wrongInto: `${run(", type: 'f32'").slice(0, -1)}, new Uint8Array(9));`,
    misspelt: `image.plan({ source: { widht: 8, height: 8 }, output: ${source} });`,
    unknownType: run(", type: 'u16'"),
    hash: `export const result: bigint = image.hash(${frame});`,
    camera: `import { openVideo } from '../../src/runtime/index.js';
      const stream = openVideo();
      image.plan({ source: stream, output: ${source} });
      image.plan({ source: { from: stream, matrix: 'bt709' }, output: ${source} });`,
  });
  for (const name of ['none', 'u8', 'i8', 'f16', 'f32', 'later', 'hash', 'camera'])
    t.same(found[name], [], name);
  t.match(found, {
    wrong: [/^Type 'Uint8Array<.*is not assignable to type 'Float32Array/],
    wrongToo: [/^Type 'Float32Array<.*is not assignable to type 'Uint8Array/],
    wrongInto: [/^Argument of type 'Uint8Array<.*is not assignable/],
    misspelt: [/widht/],
    unknownType: [/^Type '"u16"' is not assignable/],
  });
});
