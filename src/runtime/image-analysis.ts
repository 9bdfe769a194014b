// Figures about frames: what moves, what is not background, how bright, how sharp, whether the view is still the same.
import { addon, type NativeImageBackground } from './addon.js';
import { finite, type ImageRect, known, part, whole } from './image-checks.js';
import { type ImageFrame, nativeFrame } from './image-frame.js';
import type { VideoFrame } from './video.js';

export interface MotionOptions {
  /** Side of a block in pixels: 8, 16 or 32. Default 16. */
  block?: 8 | 16 | 32;
  /** Mean absolute difference of a block's pixels above which it moves, 0 to 255. Default 10. */
  threshold?: number;
}

export interface Motion {
  columns: number;
  rows: number;
  /** Sum of absolute differences of each block, row by row. */
  sad: Uint32Array;
  /** Number of blocks that move. */
  moving: number;
}

/** Compares the luma of two frames of the same size block by block. */
export function motion(
  frame: VideoFrame | ImageFrame,
  previous: VideoFrame | ImageFrame,
  options: MotionOptions = {},
): Motion {
  const { block = 16, threshold = 10 } = known('options', options, ['block', 'threshold']);
  const settings = { block: whole('block', block), threshold: finite('threshold', threshold) };
  return addon().Image.motion(nativeFrame('frame', frame), nativeFrame('previous', previous), settings);
}

export interface BackgroundOptions {
  /** Size of all frames in pixels. */
  width: number;
  height: number;
  /** Each frame moves the model by 1 / 2^shift of the way to it, 1 to 8. Default 5. */
  shift?: number;
  /** A pixel that differs from the model by more grey levels is foreground, 1 to 254. Default 25. */
  threshold?: number;
  /** Removes specks of foreground smaller than a square of this odd side, 1 to 255. Default: none are removed. */
  open?: number;
}

/** A model of the background: the moving average of each pixel's luma. The first frame is the first background. */
export class Background {
  readonly #native: NativeImageBackground;
  readonly width: number;
  readonly height: number;

  constructor(options: BackgroundOptions) {
    const { width, height, shift, threshold, open } = known('options', options, [
      ...(['width', 'height', 'shift', 'threshold', 'open'] as const),
    ]);
    const optional = (field: string, value: unknown) => (value === undefined ? 0 : whole(field, value, 1));
    this.width = whole('width', width);
    this.height = whole('height', height);
    this.#native = new (addon().Image.Background)({
      width,
      height,
      shift: optional('options.shift', shift),
      threshold: optional('options.threshold', threshold),
      open: optional('open', open),
    });
  }

  /**
   * Tells foreground from background, then learns the frame. `mask` has 255 or 0 for each pixel, row by row without gaps.
   * @param into memory for the mask, apart from the frame; else a new array
   */
  update(
    frame: VideoFrame | ImageFrame,
    into: Uint8Array = new Uint8Array(this.width * this.height),
  ): { mask: Uint8Array; foreground: number } {
    return { foreground: this.#native.update(nativeFrame('frame', frame), into), mask: into };
  }
}

export const background = (options: BackgroundOptions): Background => new Background(options);

/** Counts the pixels of each of the 256 grey levels. */
export function histogram(frame: VideoFrame | ImageFrame, region?: ImageRect): Uint32Array {
  return addon().Image.histogram(nativeFrame('frame', frame), part('region', region));
}

/** The mean luma, 0 to 255: the exact sum divided by the number of pixels. */
export function mean(frame: VideoFrame | ImageFrame, region?: ImageRect): number {
  return addon().Image.mean(nativeFrame('frame', frame), part('region', region));
}

/** The variance of the Laplacian, a usual measure of focus. It depends on the scene: compare with what it was. */
export function sharpness(frame: VideoFrame | ImageFrame, region?: ImageRect): number {
  return addon().Image.sharpness(nativeFrame('frame', frame), part('region', region));
}

/** The difference hash (dHash) of 64 bits, to notice that a camera was turned or covered. */
export function hash(frame: VideoFrame | ImageFrame, region?: ImageRect): bigint {
  return addon().Image.hash(nativeFrame('frame', frame), part('region', region));
}

/** The number of bits in which two hashes differ; about 32 for pictures that have nothing in common. */
export function hashDistance(first: bigint, second: bigint): number {
  return addon().Image.hashDistance(first, second);
}
