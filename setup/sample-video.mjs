// Real footage for the simulated camera: the pedestrian sequence that Debian packs with OpenCV's documentation. Cached; taken out of the
// package without installing it.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './native.mjs';
import { command } from './steps.mjs';

/** Path of the footage; downloads Debian's opencv-doc on first use (96 MB, of which 8 MB are kept). */
export async function sampleVideo(progress) {
  const { cacheDirectory } = await import(path.join(root, 'dist', 'src', 'support', 'cache.js'));
  const video = path.join(cacheDirectory(), 'video', 'vtest.avi');
  if (existsSync(video)) return video;
  const working = path.join(cacheDirectory(), 'video', 'partial');
  rmSync(working, { recursive: true, force: true });
  mkdirSync(working, { recursive: true });
  progress('downloading opencv-doc');
  await command('apt-get', ['-q', 'download', 'opencv-doc'], { cwd: working, progress });
  const [archive] = readdirSync(working).filter((name) => name.endsWith('.deb'));
  progress('taking out vtest.avi');
  const member = 'usr/share/doc/opencv-doc/examples/data/vtest.avi';
  const unpack = 'dpkg-deb --fsys-tarfile "$1" | tar -x "./$2"';
  await command('sh', ['-c', unpack, 'sh', archive, member], { cwd: working, progress });
  renameSync(path.join(working, member), video);
  rmSync(working, { recursive: true });
  return video;
}
