// mjpg/video.cgi and jpg/image.cgi: pictures of the frame server for browsers and clients. A client that reads too slowly loses
// frames; it never makes the camera keep them.
import type { FrameServer, Sensor } from '../frame-source/frame-server.js';
import type { PreviewClient, PreviewRequest } from '../frame-source/preview-client.js';
import { type Endpoint, type Exchange, HttpError } from './exchange.js';

export interface VideoOptions {
  preview: PreviewClient;
  sensor: Sensor;
  server: Pick<FrameServer, 'pid'>;
}

/** Viewers at a time; a further one gets 503. */
const viewersMax = 20;
const boundary = 'myboundary';

function numberOf(text: string | null, min: number, max: number, fallback: number): number {
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!Number.isFinite(value)) throw new HttpError(400, `${JSON.stringify(text)} is not a number`);
  return Math.min(max, Math.max(min, Math.round(value)));
}

/** Reads resolution, fps and compression (0 best to 100 smallest) of a query. */
export function previewRequest(query: URLSearchParams, sensor: Sensor): PreviewRequest {
  const resolution = query.get('resolution') ?? '';
  const match = /^(\d{2,5})x(\d{2,5})$/.exec(resolution);
  if (resolution !== '' && !match)
    throw new HttpError(400, `resolution is WIDTHxHEIGHT, not ${JSON.stringify(resolution)}`);
  const width = match ? Number(match[1]) : sensor.width;
  const height = match ? Number(match[2]) : sensor.height;
  if (width < 16 || height < 16 || width > sensor.width || height > sensor.height)
    throw new HttpError(400, `the camera gives pictures of up to ${sensor.width}x${sensor.height}`);
  const compression = numberOf(query.get('compression'), 0, 100, 30);
  const framerate = numberOf(query.get('fps'), 1, sensor.framerate, sensor.framerate);
  // JPEG needs even sizes for its colour planes.
  return { width: width & ~1, height: height & ~1, framerate, quality: Math.max(5, 100 - compression) };
}

function partHead(jpeg: Buffer): string {
  return `--${boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\n\r\n`;
}

export function mjpegEndpoint({ preview, sensor, server }: VideoOptions): Endpoint {
  let viewers = 0;

  function serve({ response, query }: Exchange): void {
    const request = previewRequest(query, sensor);
    if (server.pid === undefined) throw new HttpError(503, 'the frame server is not running');
    if (viewers >= viewersMax) throw new HttpError(503, `more than ${viewersMax} viewers`);
    viewers += 1;
    response.writeHead(200, {
      'Content-Type': `multipart/x-mixed-replace; boundary=${boundary}`,
      'Cache-Control': 'no-store',
      Connection: 'close',
    });
    const onFrame = (jpeg: Buffer) => {
      if (response.writableNeedDrain) return;
      response.write(partHead(jpeg));
      response.write(jpeg);
      response.write('\r\n');
    };
    const source = preview.open(request, onFrame, () => response.end());
    response.once('close', () => {
      viewers -= 1;
      source.close();
    });
  }

  return { role: 'viewer', methods: ['GET'], handle: serve };
}

export function imageEndpoint({ preview, sensor }: VideoOptions): Endpoint {
  return {
    role: 'viewer',
    methods: ['GET'],
    async handle({ response, query }) {
      const jpeg = await preview.snapshot(previewRequest(query, sensor));
      if (!jpeg) throw new HttpError(503, 'the frame server gives no picture');
      response.writeHead(200, {
        'Content-Type': 'image/jpeg',
        'Content-Length': jpeg.length,
        'Cache-Control': 'no-store',
      });
      response.end(jpeg);
    },
  };
}
