// acapkit's own native files, one folder per target under build/ of the package: drop-in libraries, frame server, launcher, shim.
import { access } from 'node:fs/promises';
import { failure } from './errors.js';
import { packagePath } from './package-root.js';

/** Path of one of our built files, such as `simulator/libvdostream.so.1`. Throws `support/not-built`. */
export async function nativeArtifact(target: string, name: string): Promise<string> {
  const file = packagePath('build', target, name);
  await access(file).catch(() => {
    throw failure('support/not-built', `acapkit's own ${name} for ${target} has not been built`, {
      location: { file },
      expected: 'the native files that setup builds',
      fix: 'run: npm run setup (in the folder of acapkit)',
    });
  });
  return file;
}
