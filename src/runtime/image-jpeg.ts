// JPEG of frames, for snapshots and uploads. Where the camera's encoder can make it (openVideo with format 'jpeg'), that costs less.
import { addon } from './addon.js';
import { limited } from './image-async.js';
import { colours, type ImageColours, type ImageRect, known, part, whole } from './image-checks.js';
import { type ImageFrame, nativeFrame } from './image-frame.js';
import type { VideoFrame } from './video.js';

export interface JpegOptions extends ImageColours {
  /** 1 to 100. Default 80. */
  quality?: number;
  /** The part to encode. Default: all of it. For NV12, x and y are even. */
  crop?: ImageRect;
}

function nativeOptions(options: JpegOptions) {
  const { quality = 80, crop } = known('options', options, ['quality', 'crop', 'matrix', 'range']);
  return {
    quality: whole('options.quality', quality),
    crop: part('options.crop', crop),
    ...colours('options.', options),
  };
}

function missing(): Error {
  const error = new Error('image.jpeg is not there: the addon was built without libjpeg');
  return Object.assign(error, { code: 'ERR_IMAGE', field: '' });
}

/** A JPEG file: NV12 and RGB as 4:2:0, Y800 as gray; converted to BT.601 at full range, which is what JPEG files hold. */
export function jpeg(frame: VideoFrame | ImageFrame, options: JpegOptions = {}): Uint8Array {
  const settings = nativeOptions(options);
  const native = addon().Image;
  if (!native.jpeg) throw missing();
  return native.jpeg(nativeFrame('frame', frame), settings);
}

/** The same on a thread of the pool. Frames are held or copied as by ImagePlan.runAsync(). */
export async function jpegAsync(
  frame: VideoFrame | ImageFrame,
  options: JpegOptions = {},
): Promise<Uint8Array> {
  const settings = nativeOptions(options);
  const read = nativeFrame('frame', frame);
  const native = addon().Image;
  return limited(() => {
    if (!native.jpegAsync) throw missing();
    return native.jpegAsync(read, settings);
  });
}
