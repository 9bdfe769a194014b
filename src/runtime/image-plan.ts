// Plans: from frames to pictures and tensors in one pass, compiled once for a geometry.
import { addon, type NativeImageArray, type NativeImagePlan } from './addon.js';
import { limited } from './image-async.js';
import {
  byte,
  choice,
  colours,
  coordinate,
  finite,
  type ImageColours,
  type ImageRect,
  known,
  mistake,
  part,
  perChannel,
  positive,
  whole,
} from './image-checks.js';
import {
  cameraGeometry,
  type ImageFormat,
  type ImageFrame,
  imageFormats,
  nativeFrame,
  nativePitches,
} from './image-frame.js';
import { VideoFrame, VideoStream } from './video.js';

const sitings = ['center', 'left'] as const;
const types = ['u8', 'i8', 'f16', 'f32'] as const;
const layouts = ['hwc', 'chw'] as const;
const orders = ['rgb', 'bgr', 'gray'] as const;
const fits = ['stretch', 'letterbox', 'crop'] as const;
const filters = ['bilinear', 'area'] as const;
const modes = ['exact', 'fast-chroma'] as const;

export type ImageType = (typeof types)[number];
export type ImageFit = (typeof fits)[number];

/** The array of an output type; f16 comes as the bits of IEEE 754 binary16. */
export type ImageArray<Type extends ImageType> = {
  u8: Uint8Array;
  i8: Int8Array;
  f16: Uint16Array;
  f32: Float32Array;
}[Type];

/** What goes in: a size in numbers, or the geometry `from` a stream or one of its frames. */
export type ImageSource = ImageColours & {
  /** The part of the frame to use. Default: all of it. Any pixel may begin it. */
  crop?: ImageRect;
  /** Where chroma lies among its four luma samples. Default 'center'. */
  siting?: (typeof sitings)[number];
} & (
    | {
        /** Default 'nv12'. */
        format?: ImageFormat;
        width: number;
        height: number;
        /** Bytes from one row to the next, for each plane. Default: no gap. */
        pitches?: readonly number[];
        from?: undefined;
      }
    | {
        from: VideoStream | VideoFrame;
        format?: undefined;
        width?: undefined;
        height?: undefined;
        pitches?: undefined;
      }
  );

/**
 * What comes out. A colour value c of 0 to 255 becomes x = (c / 255 - mean) / deviation for f16 and f32, and
 * round(x / scale) + zeroPoint, saturated, for u8 and i8.
 */
export interface ImageOutput<Type extends ImageType = ImageType> {
  /** Pixels; from 1/32 to 8 times the source in each direction. */
  width: number;
  height: number;
  /** Bytes from one row to the next (for 'chw': of a plane). Default: no gap. */
  pitch?: number;
  /** Default 'u8'. */
  type?: Type;
  /** Default 'hwc': the channels of a pixel side by side; 'chw': one plane for each channel. */
  layout?: (typeof layouts)[number];
  /** Default 'rgb'. */
  order?: (typeof orders)[number];
  /** Default 'stretch'. */
  fit?: ImageFit;
  /** Default 'bilinear': between the nearest pixels, no smoothing; 'area': mean over what a pixel covers, when shrinking. */
  filter?: (typeof filters)[number];
  /** Default 'exact'; 'fast-chroma' interpolates chroma once for each 2 × 2 output pixels. */
  mode?: (typeof modes)[number];
  /** Colour of the padding in the output's order, 0 to 255. Default 0. */
  pad?: number | readonly number[];
  /** Default 0. */
  mean?: number | readonly number[];
  /** Above 0. Default 1. */
  deviation?: number | readonly number[];
  /** For u8 and i8: one step of the integer. Default 1/255. */
  scale?: number;
  /** For u8 and i8. Default 0. */
  zeroPoint?: number;
}

const colourKeys = ['matrix', 'range'] as const;
const sourceKeys = ['from', 'format', 'width', 'height', 'pitches', 'crop', 'siting', ...colourKeys] as const;
const fromKeys = ['from', 'crop', 'siting', ...colourKeys] as const;
const outputKeys = [
  ...['width', 'height', 'pitch', 'type', 'layout', 'order', 'fit', 'filter', 'mode'],
  ...['pad', 'mean', 'deviation', 'scale', 'zeroPoint'],
] as (keyof ImageOutput)[];

const isCamera = (value: unknown): value is VideoStream | VideoFrame =>
  value instanceof VideoStream || value instanceof VideoFrame;

function geometry(source: ImageSource) {
  if (source.from === undefined) {
    return {
      format: choice('source.format', source.format, imageFormats),
      width: whole('source.width', source.width),
      height: whole('source.height', source.height),
      pitches: nativePitches('source.pitches', source.pitches),
    };
  }
  known('source', source, fromKeys);
  if (!isCamera(source.from))
    throw mistake('source.from', 'a video stream or one of its frames', source.from);
  return cameraGeometry('source.from', source.from);
}

function nativeSource(given: ImageSource | VideoStream | VideoFrame) {
  const source = isCamera(given) ? { from: given } : known('source', given, sourceKeys);
  return {
    ...geometry(source),
    ...colours('source.', source),
    crop: part('source.crop', source.crop),
    siting: choice('source.siting', source.siting, sitings),
  };
}

function nativeOutput(given: ImageOutput) {
  const output = known('output', given, outputKeys);
  const { pitch, scale, zeroPoint } = output;
  return {
    width: whole('output.width', output.width),
    height: whole('output.height', output.height),
    pitch: pitch === undefined ? 0 : whole('output.pitch', pitch, 1),
    type: choice('output.type', output.type, types),
    layout: choice('output.layout', output.layout, layouts),
    order: choice('output.order', output.order, orders),
    fit: choice('output.fit', output.fit, fits),
    filter: choice('output.filter', output.filter, filters),
    mode: choice('output.mode', output.mode, modes),
    pad: perChannel('output.pad', output.pad, byte),
    mean: perChannel('output.mean', output.mean, finite),
    deviation: perChannel('output.deviation', output.deviation, positive),
    scale: scale === undefined ? 0 : positive('output.scale', scale),
    zeroPoint: zeroPoint === undefined ? 0 : coordinate('output.zeroPoint', zeroPoint),
  };
}

const arrays: { [Type in ImageType]: new (length: number) => ImageArray<Type> } = {
  u8: Uint8Array,
  i8: Int8Array,
  f16: Uint16Array,
  f32: Float32Array,
};
const elementBytes: Record<ImageType, number> = { u8: 1, i8: 1, f16: 2, f32: 4 };

/** A compiled geometry. Immutable; any number of runs may be under way at once. */
export class ImagePlan<Type extends ImageType = 'u8'> {
  readonly #native: NativeImagePlan;
  readonly #type: Type;
  /** Bytes of a result, from the first to the last one that counts. */
  readonly outputBytes: number;
  /** Where the picture lies in the output, without its padding: to bring a model's boxes back to the frame. */
  readonly picture: Readonly<ImageRect>;
  /** The part of the frame that the picture shows. */
  readonly crop: Readonly<ImageRect>;
  /** The kernels that the plan was made for. */
  readonly family: string;

  constructor(native: NativeImagePlan, type: Type) {
    this.#native = native;
    this.#type = type;
    const { outputBytes, picture, crop, family } = native.facts();
    this.outputBytes = outputBytes;
    this.picture = Object.freeze(picture);
    this.crop = Object.freeze(crop);
    this.family = family;
  }

  /** Makes one picture now. @param into memory for it, apart from the frame; else a new array */
  run(frame: VideoFrame | ImageFrame, into?: ImageArray<Type>): ImageArray<Type> {
    const read = nativeFrame('frame', frame);
    const result = into ?? new arrays[this.#type](this.outputBytes / elementBytes[this.#type]);
    this.#native.run(read, result as NativeImageArray);
    return result;
  }

  /**
   * Makes one picture on a thread of the pool. A VideoFrame is read where it is, and may be released at once: the camera gets its buffer
   * back when the run has ended. Memory on a SharedArrayBuffer is read where it is, other memory is copied before this returns.
   * @param into memory for the picture, written in JavaScript's thread when all is done
   */
  async runAsync(frame: VideoFrame | ImageFrame, into?: ImageArray<Type>): Promise<ImageArray<Type>> {
    const read = nativeFrame('frame', frame);
    return limited(() => this.#native.runAsync(read, into)) as Promise<ImageArray<Type>>;
  }
}

/** Checks the options and makes the tables. Throws an ImageError that names the field which is wrong. */
export function plan<const Type extends ImageType = 'u8'>(options: {
  source: ImageSource | VideoStream | VideoFrame;
  output: ImageOutput<Type>;
}): ImagePlan<Type> {
  const { source, output } = known('options', options, ['source', 'output']);
  const native = new (addon().Image.Plan)(nativeSource(source), nativeOutput(output));
  return new ImagePlan(native, (output.type ?? 'u8') as Type);
}
