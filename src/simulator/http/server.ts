// The HTTP server of the camera: limits on time and size, and an address that is told clearly when it is taken.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errnoOf, failure } from '../../support/errors.js';
import type { Router } from './router.js';

export interface HttpOptions {
  host: string;
  /** 0 takes a free port. */
  port: number;
}

/** Connections beyond the number are closed at once; slow senders are cut after the times. An upload may take its 300 s. */
export const httpLimits = {
  connections: 256,
  headersMs: 15_000,
  requestMs: 300_000,
  keepAliveMs: 10_000,
  headerBytes: 16_384,
};

export interface HttpServer {
  port: number;
  stop(): Promise<void>;
}

/** Throws `sim/port-in-use` or `sim/port`. */
export async function startHttp(router: Router, { host, port }: HttpOptions): Promise<HttpServer> {
  const server = http.createServer({
    headersTimeout: httpLimits.headersMs,
    requestTimeout: httpLimits.requestMs,
    keepAliveTimeout: httpLimits.keepAliveMs,
    maxHeaderSize: httpLimits.headerBytes,
  });
  server.maxConnections = httpLimits.connections;
  server.on(
    'request',
    (request: IncomingMessage, response: ServerResponse) => void router.handle(request, response),
  );
  server.on(
    'checkContinue',
    (request: IncomingMessage, response: ServerResponse) => void router.handle(request, response, true),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(error, host, port)));
    server.listen(port, host, resolve);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, stop };
}

function listenFailure(error: Error, host: string, port: number): Error {
  const errno = errnoOf(error);
  if (errno === 'EADDRINUSE')
    return failure('sim/port-in-use', `port ${port} of ${host} is in use by another program`, {
      found: `${host}:${port} is taken`,
      fix: `stop the other program, or choose another port (0 takes a free one)`,
    });
  return failure('sim/port', `the simulated camera cannot listen on ${host}:${port}`, {
    found: errno ?? error.message,
    fix: errno === 'EACCES' ? 'choose a port above 1023' : 'check the host address',
  });
}

/** True when only this computer can reach the host address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
