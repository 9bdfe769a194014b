// Packages as `inspect` and `diff` read them: whole, with progress, because the largest ones take seconds.
import path from 'node:path';
import { packageSize } from '../package/archive-trailer.js';
import { type PackageDetails, readPackageDetails } from '../package/details.js';
import { readSignature, type SignatureFacts } from '../package/signature.js';
import type { Output } from './output.js';
import { sizeText } from './plain-text.js';

/** Packages from this size on take a moment. */
export const progressBytes = 16e6;

/** Reads a package and its signature, and tells how far it is when that takes long. */
export async function readWithProgress(
  output: Output,
  file: string,
): Promise<{ details: PackageDetails; signature: SignatureFacts | undefined }> {
  const bytes = await packageSize(file);
  const name = path.basename(file);
  if (bytes > progressBytes) output.progress(`reading ${name}, ${sizeText(bytes)}`);
  const details = await readPackageDetails(file, {
    onProgress: (done) => output.progress(`${name}: looked into ${sizeText(done)}`),
  });
  return { details, signature: await readSignature(file) };
}
