// Five packages whose bytes are known: our archives must equal them, header by header.
import { createHash } from 'node:crypto';
import { chmod, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import t from 'tap';
import { completeManifest } from '../../src/manifest/complete.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { sdkGeneration } from '../../src/manifest/sdk.js';
import { packageFileName } from '../../src/package/file-name.js';
import { layoutPackage } from '../../src/package/layout.js';
import { writePackage } from '../../src/package/write.js';
import { specPath } from '../support/vectors.js';

interface Fixture {
  expectedName: string;
  validateManifest: boolean;
  tarBytes: number;
  eapBytes: number;
  tarSha256: string;
  eapSha256: string;
  files: { path: string; mode: string; sha256: string }[];
}

const list = specPath('packaging', 'vectors', 'rs4acap-fixtures.json');

if (list === undefined)
  t.test('conformance vectors', { skip: 'they are not beside this checkout' }, async () => undefined);
else {
  const { fixtures } = JSON.parse(await readFile(list, 'utf8')) as { fixtures: Record<string, Fixture> };
  t.equal(Object.keys(fixtures).length, 5);
  for (const [name, fixture] of Object.entries(fixtures)) {
    t.test(name, async (t) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'acapkit-vector-'));
      t.teardown(() => rm(folder, { recursive: true }));
      await cp(path.join(path.dirname(list), 'rs4acap', name), folder, { recursive: true });
      for (const file of fixture.files) {
        const data = await readFile(path.join(folder, file.path));
        t.equal(createHash('sha256').update(data).digest('hex'), file.sha256, `input ${file.path}`);
        await chmod(path.join(folder, file.path), Number.parseInt(file.mode, 8));
        await chmod(path.join(folder, path.dirname(file.path)), 0o755);
      }
      const text = await readFile(path.join(folder, 'manifest.json'), 'utf8');
      const manifest = completeManifest(parseManifest(text, 'manifest.json').value, {
        architecture: 'aarch64',
        // The SDK that made them; later ones raise schemaVersion.
        sdk: sdkGeneration('12.1'),
        validated: fixture.validateManifest,
      });
      const layout = await layoutPackage({ directory: folder, manifest, otherFiles: [] });
      const file = path.join(folder, 'out', packageFileName(manifest));
      const written = await writePackage(layout.entries, 0, file);
      t.equal(path.basename(written.file), fixture.expectedName);
      t.equal(written.tarSha256, fixture.tarSha256, 'the same archive');
      const expanded = gunzipSync(await readFile(file));
      t.equal(expanded.length, fixture.tarBytes);
      t.equal(createHash('sha256').update(expanded).digest('hex'), fixture.tarSha256, 'and what is in it');
      if (written.compressor !== 'gnu') return t.comment('without GNU gzip the compressed bytes differ');
      t.equal(written.sha256, fixture.eapSha256, 'the same file');
      t.equal(written.bytes, fixture.eapBytes);
    });
  }
}
