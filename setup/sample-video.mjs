// Real pictures for the simulated camera and for measurements: what Debian packs with OpenCV's documentation. Cached; taken out of the
// package without installing it.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './native.mjs';
import { command } from './steps.mjs';

const folderInPackage = 'usr/share/doc/opencv-doc/examples/data';

/** Paths of files of OpenCV's samples in the cache; downloads Debian's opencv-doc when one is missing (96 MB, of which they are kept). */
export async function openCvSamples(names, progress) {
  const { cacheDirectory } = await import(path.join(root, 'dist', 'src', 'support', 'cache.js'));
  const folder = path.join(cacheDirectory(), 'video');
  const files = names.map((name) => path.join(folder, name));
  if (files.every(existsSync)) return files;
  const working = path.join(folder, 'partial');
  rmSync(working, { recursive: true, force: true });
  mkdirSync(working, { recursive: true });
  progress('downloading opencv-doc');
  await command('apt-get', ['-q', 'download', 'opencv-doc'], { cwd: working, progress });
  const [archive] = readdirSync(working).filter((name) => name.endsWith('.deb'));
  progress(`taking out ${names.join(', ')}`);
  const members = names.map((name) => `./${folderInPackage}/${name}`);
  const unpack = 'archive="$1"; shift; dpkg-deb --fsys-tarfile "$archive" | tar -x "$@"';
  await command('sh', ['-c', unpack, 'sh', archive, ...members], { cwd: working, progress });
  for (const [index, member] of members.entries()) renameSync(path.join(working, member), files[index]);
  rmSync(working, { recursive: true });
  return files;
}

/** Path of the pedestrian sequence. */
export async function sampleVideo(progress) {
  const [video] = await openCvSamples(['vtest.avi'], progress);
  return video;
}
