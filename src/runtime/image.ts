// Pictures for models and people: `import { image } from 'acapkit'`. Mistakes are ImageErrors.
import { addon } from './addon.js';
import { background, hash, hashDistance, histogram, mean, motion, sharpness } from './image-analysis.js';
import { mistake } from './image-checks.js';
import { draw, transform } from './image-draw.js';
import { jpeg, jpegAsync } from './image-jpeg.js';
import { plan } from './image-plan.js';

export type { Background, BackgroundOptions, Motion, MotionOptions } from './image-analysis.js';
export type { ImageColours, ImageError, ImageRect } from './image-checks.js';
export type { ImageBox, ImageColor, ImagePoint, TransformOptions } from './image-draw.js';
export type { ImageFormat, ImageFrame } from './image-frame.js';
export type { JpegOptions } from './image-jpeg.js';
export type { ImageArray, ImageFit, ImageOutput, ImagePlan, ImageSource, ImageType } from './image-plan.js';

/** Chooses the kernels of new plans and all other functions; without a name the best. For tests and measurements. */
function useFamily(name?: string): void {
  if (name !== undefined && typeof name !== 'string') throw mistake('family', 'a name', name);
  addon().Image.useFamily(name);
}

export const image = Object.freeze({
  plan,
  jpeg,
  jpegAsync,
  motion,
  background,
  histogram,
  mean,
  sharpness,
  hash,
  hashDistance,
  transform,
  draw,
  useFamily,
  /** Name of the kernels that new plans and all other functions use: the best that the processor has, unless chosen. */
  get family(): string {
    return addon().Image.family();
  },
  /** The families that this build and this processor have, best first. */
  get families(): string[] {
    return addon().Image.families();
  },
});
