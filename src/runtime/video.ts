// Video for JavaScript: frames without a copy, in the camera's own memory, until they are released.
import { addon, type NativeFrame, type NativeStream } from './addon.js';
import { checkInteger, checkKeys, checkOneOf, invalidArgument } from './checks.js';

export type VideoFormat = 'nv12' | 'y800' | 'rgb' | 'jpeg';
const formats = ['nv12', 'y800', 'rgb', 'jpeg'] as const;
const optionNames = ['format', 'width', 'height', 'framerate', 'channel', 'buffers'] as const;

export interface VideoOptions {
  format?: VideoFormat;
  /** Pixels; the camera decides when absent. */
  width?: number;
  height?: number;
  /** Frames per second; the camera decides when absent. */
  framerate?: number;
  /** View area, from 1; 0 is the overview of all. */
  channel?: number;
  /** Buffers in flight, 1 to 5 (default 3). */
  buffers?: number;
}

/**
 * One frame. `data` is the camera's memory: it must not be kept after release(), which also detaches it (its length becomes 0).
 * With `using frame` it is released at the end of the block.
 */
export class VideoFrame implements Disposable {
  readonly #native: NativeFrame;
  readonly width: number;
  readonly height: number;
  /** Bytes of one row of the first plane; at least the width. 0 for JPEG. */
  readonly pitch: number;
  readonly format: VideoFormat;

  constructor(native: NativeFrame, stream: VideoStream) {
    this.#native = native;
    this.width = stream.width;
    this.height = stream.height;
    this.pitch = stream.pitch;
    this.format = stream.format;
  }

  /** NV12: rows of Y, then rows of interleaved U and V at half height. */
  get data(): Uint8Array {
    return this.#native.data;
  }

  /** Counts from 0; a gap means that frames were lost. */
  get sequence(): number {
    return this.#native.sequence;
  }

  /** The camera's monotonic clock in microseconds. */
  get timestampUs(): number {
    return this.#native.timestampUs;
  }

  /** Gives the buffer back to the camera. Calling it again does nothing. */
  release(): void {
    this.#native.release();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}

/** A running stream. Iterate it once: `for await (using frame of stream)`. A slow loop loses frames, which are counted in `dropped`. */
export class VideoStream implements AsyncIterable<VideoFrame>, Disposable {
  readonly #native: NativeStream;
  #waiting: (() => void)[] = [];
  #closed = false;
  readonly format: VideoFormat;
  readonly width: number;
  readonly height: number;
  readonly pitch: number;
  readonly framerate: number;

  constructor(options: VideoOptions) {
    this.#native = new (addon().Stream)(options, () => this.#wake());
    const info = this.#native.info();
    this.format = info.format as VideoFormat;
    this.width = info.width;
    this.height = info.height;
    this.pitch = info.pitch;
    this.framerate = info.framerate;
  }

  /** Frames that this app was too slow for. */
  get dropped(): number {
    return this.#native.status().dropped;
  }

  /** The next frame, or undefined when the stream was closed. Rejects when the camera ended it. */
  async next(): Promise<VideoFrame | undefined> {
    for (;;) {
      if (this.#closed) return undefined;
      const frame = this.#native.take();
      if (frame) return new VideoFrame(frame, this);
      const { ended, reason } = this.#native.status();
      if (ended && reason) throw new Error(reason);
      if (ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<VideoFrame> {
    try {
      for (let frame = await this.next(); frame; frame = await this.next()) yield frame;
    } finally {
      this.close();
    }
  }

  /** Ends the stream and a waiting iteration. Frames that are still held stay valid until they are released. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#native.close();
    this.#wake();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens and starts a stream. Throws a TypeError for bad options, an Error with the camera's words for anything else. */
export function openVideo(options: VideoOptions = {}): VideoStream {
  checkKeys('options', options, optionNames);
  const { format = 'nv12' } = options;
  checkOneOf('format', format, formats);
  checkInteger('width', options.width, 16, 16384);
  checkInteger('height', options.height, 16, 16384);
  checkInteger('channel', options.channel, 0, 64);
  checkInteger('buffers', options.buffers, 1, 5);
  const { framerate } = options;
  if (framerate !== undefined && !(typeof framerate === 'number' && framerate > 0 && framerate <= 1000)) {
    throw invalidArgument('framerate', 'a number of frames per second above 0 and up to 1000', framerate);
  }
  return new VideoStream({ ...options, format });
}
