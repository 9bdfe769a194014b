// JPEG previews and stream figures from the frame server's preview socket. Protocol: one line `WIDTHxHEIGHT@FPS QUALITY`, then frames
// as 32-bit little-endian length and data until we close; or the line `stats`, answered by one line of JSON.
import net from 'node:net';

export interface PreviewRequest {
  width: number;
  height: number;
  framerate: number;
  /** JPEG quality, 1 to 100. */
  quality: number;
}

/** One stream that an app has open. */
export interface StreamStats {
  id: number;
  pid: number;
  format: string;
  width: number;
  height: number;
  framerate: number;
  delivered: number;
  dropped: number;
}

export interface FrameStats {
  sensor: unknown;
  source: unknown;
  streams: StreamStats[];
}

/** A frame or an answer larger than this is taken for a broken connection. */
const frameBytesMax = 32 * 1024 * 1024;
const statsBytesMax = 1024 * 1024;
const statsTimeoutMs = 2000;

/** Cuts a byte stream into length-prefixed frames. */
export class FrameSplitter {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** Gives the frames that are complete; throws when a length cannot be right. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const frames: Buffer[] = [];
    for (
      let length = this.#length();
      length !== undefined && this.#bytes >= 4 + length;
      length = this.#length()
    ) {
      const all = this.#joined();
      frames.push(all.subarray(4, 4 + length));
      this.#chunks = [all.subarray(4 + length)];
      this.#bytes -= 4 + length;
    }
    return frames;
  }

  #length(): number | undefined {
    if (this.#bytes < 4) return undefined;
    const first = this.#chunks[0];
    const length = (first && first.length >= 4 ? first : this.#joined()).readUInt32LE(0);
    if (length > frameBytesMax) throw new Error(`a preview frame of ${length} bytes cannot be right`);
    return length;
  }

  #joined(): Buffer {
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}

export class PreviewClient {
  readonly #socket: string;

  constructor(socket: string) {
    this.#socket = socket;
  }

  /** Calls `onFrame` for each picture until `close` of the result is called; then, or when the server ends, `onEnd` once. */
  open(request: PreviewRequest, onFrame: (jpeg: Buffer) => void, onEnd: () => void): { close: () => void } {
    const { width, height, framerate, quality } = request;
    const connection = net.connect(this.#socket);
    const splitter = new FrameSplitter();
    connection.write(`${width}x${height}@${framerate} ${quality}\n`);
    connection.on('data', (chunk) => {
      try {
        for (const frame of splitter.push(chunk)) onFrame(frame);
      } catch {
        connection.destroy();
      }
    });
    connection.on('error', () => connection.destroy());
    connection.once('close', onEnd);
    return { close: () => connection.destroy() };
  }

  /** One picture, or undefined when there is none in time. */
  snapshot(request: PreviewRequest, timeoutMs = 5000): Promise<Buffer | undefined> {
    return new Promise((resolve) => {
      const finish = (frame: Buffer | undefined) => {
        clearTimeout(timer);
        preview.close();
        resolve(frame);
      };
      const timer = setTimeout(() => finish(undefined), timeoutMs);
      const preview = this.open(request, finish, () => finish(undefined));
    });
  }

  /** Figures of the open streams, or undefined when the frame server does not answer. */
  stats(): Promise<FrameStats | undefined> {
    return new Promise((resolve) => {
      const connection = net.connect(this.#socket);
      let text = '';
      const finish = (stats: FrameStats | undefined) => {
        clearTimeout(timer);
        connection.destroy();
        resolve(stats);
      };
      const timer = setTimeout(() => finish(undefined), statsTimeoutMs);
      connection.write('stats\n');
      connection.on('data', (chunk) => {
        text += chunk.toString('utf8');
        const end = text.indexOf('\n');
        if (end >= 0) finish(parseStats(text.slice(0, end)));
        else if (text.length > statsBytesMax) finish(undefined);
      });
      connection.on('error', () => finish(undefined));
      connection.on('close', () => finish(undefined));
    });
  }
}

function parseStats(text: string): FrameStats | undefined {
  try {
    const value = JSON.parse(text) as Partial<FrameStats>;
    return Array.isArray(value.streams)
      ? { sensor: value.sensor, source: value.source, streams: value.streams }
      : undefined;
  } catch {
    return undefined;
  }
}
