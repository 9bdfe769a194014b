// Loads the native addon: from beside the app's bundle in a package, from prebuilds/ of acapkit on the desk.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import nodeGypBuild from 'node-gyp-build';

/** One key of an event on its way to or from the camera. Types: int32, bool, double, string. */
export interface NativeItem {
  key: string;
  namespace: string | null;
  type?: 'i' | 'b' | 'd' | 's';
  value: number | boolean | string | null;
  source?: boolean;
  data?: boolean;
  niceKey?: string;
  niceValue?: string;
}

export interface NativeFrame {
  data: Uint8Array;
  sequence: number;
  timestampUs: number;
  release(): void;
}

export interface NativeStreamInfo {
  format: string;
  width: number;
  height: number;
  pitch: number;
  framerate: number;
  buffers: number;
}

export interface NativeStream {
  info(): NativeStreamInfo;
  take(): NativeFrame | null;
  status(): { ended: boolean; reason: string; dropped: number };
  close(): void;
}

export interface NativeEvents {
  declare(items: NativeItem[], stateless: boolean, complete: () => void): number;
  undeclare(declaration: number): void;
  send(declaration: number, items: NativeItem[]): void;
  subscribe(
    filter: NativeItem[],
    keys: NativeItem[],
    receive: (items: NativeItem[], timestampMs: number) => void,
  ): number;
  unsubscribe(subscription: number): void;
  close(): void;
}

export interface NativeParameters {
  get(name: string): Promise<string>;
  set(name: string, value: string, sync: boolean): Promise<void>;
  add(name: string, value: string, type: string): Promise<void>;
  remove(name: string): Promise<void>;
  list(): Promise<string[]>;
  onChange(name: string, changed: (name: string, value: string) => void): Promise<void>;
  close(): void;
}

/** A frame for the image library: formats are its numbers, pitches in bytes. */
export interface NativeImageFrame {
  format: number;
  width: number;
  height: number;
  pitches: readonly number[];
  data?: Uint8Array | undefined;
  planes?: readonly Uint8Array[] | undefined;
}

export type NativeImageArray = Uint8Array | Int8Array | Uint16Array | Float32Array;

export interface NativeRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface NativeImagePlan {
  facts(): { outputBytes: number; picture: NativeRect; crop: NativeRect; family: string };
  run(frame: NativeImageFrame, into: NativeImageArray): void;
  runAsync(frame: NativeImageFrame, into: NativeImageArray | undefined): Promise<NativeImageArray>;
}

export interface NativeImageBackground {
  update(frame: NativeImageFrame, mask: Uint8Array): number;
}

/** Draws onto the frame's memory. */
export type NativeDraw = (frame: NativeImageFrame, options: object) => void;
type NativeStatistic<T> = (frame: NativeImageFrame, region: NativeRect | undefined) => T;

/** The image library. Errors have `code` 'ERR_IMAGE' and `field`. */
export interface NativeImage {
  Plan: new (source: object, output: object) => NativeImagePlan;
  Background: new (options: object) => NativeImageBackground;
  family(): string;
  families(): string[];
  useFamily(name: string | undefined): void;
  motion(
    frame: NativeImageFrame,
    previous: NativeImageFrame,
    options: object,
  ): { columns: number; rows: number; sad: Uint32Array; moving: number };
  histogram: NativeStatistic<Uint32Array>;
  mean: NativeStatistic<number>;
  sharpness: NativeStatistic<number>;
  hash: NativeStatistic<bigint>;
  hashDistance(first: bigint, second: bigint): number;
  transform(
    frame: NativeImageFrame,
    transform: object,
  ): { format: number; width: number; height: number; pitches: number[]; data: Uint8Array };
  fill: NativeDraw;
  mosaic: NativeDraw;
  outline: NativeDraw;
  line: NativeDraw;
  polygon: NativeDraw;
  text: NativeDraw;
  /** Absent where the addon was built without libjpeg. */
  jpeg?(frame: NativeImageFrame, options: object): Uint8Array;
  jpegAsync?(frame: NativeImageFrame, options: object): Promise<Uint8Array>;
}

export interface NativeAddon {
  Image: NativeImage;
  Stream: new (settings: object, wake: () => void) => NativeStream;
  Events: new () => NativeEvents;
  Parameters: new (appName: string) => NativeParameters;
}

function prebuildRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  const bundled = path.join(folder, 'acapkit');
  if (existsSync(path.join(bundled, 'prebuilds'))) return bundled;
  while (!existsSync(path.join(folder, 'prebuilds')) && folder !== path.dirname(folder))
    folder = path.dirname(folder);
  return folder;
}

let loaded: NativeAddon | undefined;

/** The addon; loaded on first use, so that an app can start and report when it is missing. */
export function addon(): NativeAddon {
  loaded ??= nodeGypBuild(prebuildRoot()) as NativeAddon;
  return loaded;
}

/**
 * Loads the app's own addon from `prebuilds/` beside the bundle.
 * @param moduleUrl `import.meta.url` of the app's entry
 */
export function loadAddon<T>(moduleUrl: string): T {
  return nodeGypBuild(path.dirname(fileURLToPath(moduleUrl))) as T;
}
