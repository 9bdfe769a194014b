// Frames for the image functions: the camera's own, or pixels that the app has.
import type { NativeImageFrame } from './addon.js';
import { choice, known, mistake, whole } from './image-checks.js';
import { VideoFrame } from './video.js';

export const imageFormats = ['nv12', 'y800', 'rgb'] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** Pixels that the app has, in one array or in one for each plane. */
export type ImageFrame = {
  format: ImageFormat;
  width: number;
  height: number;
  /** Bytes from one row to the next, for each plane. Default: no gap. */
  pitches?: readonly number[];
} & (
  | {
      /** The planes one after the other: NV12's chroma begins at `pitches[0] * height`. */
      data: Uint8Array;
      planes?: undefined;
    }
  | { planes: readonly Uint8Array[]; data?: undefined }
);

const frameKeys = ['format', 'width', 'height', 'pitches', 'data', 'planes'] as const;

/** Pitches for the C library, where 0 means no gap. */
export function nativePitches(field: string, pitches: readonly number[] | undefined): [number, number] {
  if (pitches === undefined) return [0, 0];
  if (!Array.isArray(pitches) || pitches.length < 1 || pitches.length > 2)
    throw mistake(field, 'an array with a number for each plane', pitches);
  const pitch = (index: number) =>
    index < pitches.length ? whole(`${field}[${index}]`, pitches[index], 1) : 0;
  return [pitch(0), pitch(1)];
}

/** What a stream and its frames have in common. */
interface CameraGeometry {
  format: string;
  width: number;
  height: number;
  pitch: number;
}

/** The geometry of a camera's frames for the C library. All planes have the same pitch. */
export function cameraGeometry(field: string, { format, width, height, pitch }: CameraGeometry) {
  return {
    format: choice(`${field}.format`, format, imageFormats),
    width,
    height,
    pitches: format === 'nv12' ? [pitch, pitch] : [pitch, 0],
  };
}

/** Checks names and types; sizes and memory are checked natively. Getters of `frame` are read once, here. */
export function nativeFrame(name: string, frame: VideoFrame | ImageFrame): NativeImageFrame {
  if (frame instanceof VideoFrame) return { ...cameraGeometry(name, frame), data: frame.data };
  const { format, width, height, pitches, data, planes } = known(name, frame, frameKeys);
  if ((data === undefined) === (planes === undefined))
    throw mistake(name, 'either data or planes', data === undefined ? 'neither' : 'both');
  if (format === undefined) throw mistake(`${name}.format`, `one of ${imageFormats.join(', ')}`, format);
  if (planes !== undefined && !Array.isArray(planes))
    throw mistake(`${name}.planes`, 'an array of Uint8Arrays', planes);
  return {
    format: choice(`${name}.format`, format, imageFormats),
    width: whole(`${name}.width`, width),
    height: whole(`${name}.height`, height),
    pitches: nativePitches(`${name}.pitches`, pitches),
    data,
    // A copy: an array's elements may be getters, too.
    planes: planes === undefined ? undefined : [planes[0], planes[1]],
  };
}
