// Turning frames, and drawing onto frames of the app: privacy masks, and boxes, lines and text for overlays.
import { addon } from './addon.js';
import {
  byte,
  colours,
  coordinate,
  type ImageColours,
  type ImageRect,
  known,
  mistake,
  part,
  perChannel,
  whole,
} from './image-checks.js';
import { type ImageFormat, type ImageFrame, imageFormats, nativeFrame } from './image-frame.js';
import type { VideoFrame } from './video.js';

export interface TransformOptions {
  /** The part to take. Default: all of it. For NV12, x and y are even. */
  crop?: ImageRect;
  /** Degrees clockwise. Default 0. */
  rotation?: 0 | 90 | 180 | 270;
  /** Swaps left and right of the turned picture. Default false. */
  mirror?: boolean;
}

/** A new frame with the part of `frame`, turned and mirrored; without options a copy. */
export function transform(
  frame: VideoFrame | ImageFrame,
  options: TransformOptions = {},
): ImageFrame & { data: Uint8Array } {
  const { crop, rotation = 0, mirror = false } = known('transform', options, ['crop', 'rotation', 'mirror']);
  if (typeof mirror !== 'boolean') throw mistake('transform.mirror', 'true or false', mirror);
  const made = addon().Image.transform(nativeFrame('frame', frame), {
    crop: part('transform.crop', crop),
    rotation: whole('transform.rotation', rotation),
    mirror: mirror ? 1 : 0,
  });
  return { ...made, format: imageFormats[made.format] as ImageFormat };
}

/** A rectangle that may lie outside the frame, wholly or in part. */
export type ImageBox = ImageRect;
export interface ImagePoint {
  x: number;
  y: number;
}
/** Red, green, blue: 0 to 255 each. */
export type ImageColor = readonly [red: number, green: number, blue: number];

/** A colour, and what the frame's values mean. */
type Paint = ImageColours & { color: ImageColor };
const paintKeys = ['color', 'matrix', 'range'] as const;

function color(field: string, value: ImageColor): number[] {
  if (!Array.isArray(value)) throw mistake(field, 'an array of red, green and blue', value);
  return perChannel(field, value, byte);
}

const paint = (options: Paint) => ({ color: color('color', options.color), ...colours('', options) });

function point(field: string, value: ImagePoint): ImagePoint {
  const { x, y } = known(field, value, ['x', 'y']);
  return { x: coordinate(`${field}.x`, x), y: coordinate(`${field}.y`, y) };
}

function box(value: ImageBox): ImageBox {
  const { width, height } = known('box', value, ['x', 'y', 'width', 'height']);
  const { x, y } = value;
  return {
    x: coordinate('box.x', x),
    y: coordinate('box.y', y),
    width: whole('box.width', width),
    height: whole('box.height', height),
  };
}

function drawOn(
  kind: 'fill' | 'mosaic' | 'outline' | 'line' | 'polygon' | 'text',
  frame: ImageFrame,
  options: object,
): void {
  addon().Image[kind](nativeFrame('frame', frame), options);
}

/** Draws onto the memory of frames that the app owns (`image.transform(frame)` makes one); everything is cut to the frame. */
export const draw = Object.freeze({
  /** Fills a rectangle: a privacy mask. */
  fill(frame: ImageFrame, options: Paint & { box: ImageBox }): void {
    known('options', options, ['box', ...paintKeys]);
    drawOn('fill', frame, { box: box(options.box), ...paint(options) });
  },

  /** Replaces each block that the box touches by its mean colour. @param options.block even, 2 to 256; default 16 */
  mosaic(frame: ImageFrame, options: { box: ImageBox; block?: number }): void {
    const { block = 16 } = known('options', options, ['box', 'block']);
    drawOn('mosaic', frame, { box: box(options.box), block: whole('block', block) });
  },

  /** Draws the border of a box, inside it. @param options.thickness pixels, 1 to 256; default 2 */
  outline(frame: ImageFrame, options: Paint & { box: ImageBox; thickness?: number }): void {
    const { thickness = 2 } = known('options', options, ['box', 'thickness', ...paintKeys]);
    const settings = { box: box(options.box), thickness: whole('thickness', thickness), ...paint(options) };
    drawOn('outline', frame, settings);
  },

  /** Draws a line, both ends included. @param options.thickness pixels, 1 to 256; default 2 */
  line(frame: ImageFrame, options: Paint & { from: ImagePoint; to: ImagePoint; thickness?: number }): void {
    const { thickness = 2 } = known('options', options, ['from', 'to', 'thickness', ...paintKeys]);
    drawOn('line', frame, {
      from: point('from', options.from),
      to: point('to', options.to),
      thickness: whole('thickness', thickness),
      ...paint(options),
    });
  },

  /** Fills a polygon of 3 to 256 corners, by the even-odd rule. */
  polygon(frame: ImageFrame, options: Paint & { corners: readonly ImagePoint[] }): void {
    const { corners } = known('options', options, ['corners', ...paintKeys]);
    if (!Array.isArray(corners)) throw mistake('corners', 'an array of points', corners);
    // One more than there may be is enough for the C library to refuse. A loop, because map() may be the array's own.
    const checked: ImagePoint[] = [];
    for (let index = 0; index < Math.min(corners.length, 257); index++)
      checked.push(point(`corners[${index}]`, corners[index] as ImagePoint));
    drawOn('polygon', frame, { corners: checked, ...paint(options) });
  },

  /** Writes a line of ASCII text, 6 × 8 pixels a character times the scale. @param options.scale 1 to 256; default 2 */
  text(
    frame: ImageFrame,
    options: Paint & { at: ImagePoint; text: string; scale?: number; background?: ImageColor },
  ): void {
    const keys = ['at', 'text', 'scale', 'background', ...paintKeys] as const;
    const { text, scale = 2, background } = known('options', options, keys);
    if (typeof text !== 'string') throw mistake('text', 'a text', text);
    drawOn('text', frame, {
      at: point('at', options.at),
      text,
      scale: whole('scale', scale),
      ...paint(options),
      background: background === undefined ? undefined : color('background', background),
    });
  },
});
