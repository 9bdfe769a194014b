// Public manifests: those that the reconstructed schemas accept and reject are known.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import { checkManifest } from '../../src/manifest/check.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { schemaVersions } from '../../src/manifest/schemas.js';
import { specPath } from '../support/vectors.js';

const folder = specPath('packaging', 'corpus', 'manifests');

if (folder === undefined) t.test('corpus', { skip: 'it is not beside this checkout' }, async () => undefined);
else {
  t.test('every manifest of the corpus is judged without an exception', async (t) => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    t.ok(names.length > 90);
    let accepted = 0;
    for (const name of names) {
      const document = parseManifest(await readFile(path.join(folder, name), 'utf8'), name);
      const findings = checkManifest(document);
      if (findings.length === 0) accepted++;
      else
        t.ok(
          findings.every((finding) => finding.location && finding.fix),
          `${name}: findings have place and cure`,
        );
    }
    t.ok(accepted >= 0.85 * names.length, `${accepted} of ${names.length} accepted`);
    t.ok(schemaVersions().includes('2.2.0'));
  });
}
