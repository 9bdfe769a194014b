// systemready.cgi: answered without a login, so that clients can find out whether a camera is there at all.
import { randomUUID } from 'node:crypto';
import type { Endpoint } from './exchange.js';
import { jsonErrors, readJsonRequest, sendData, sendError } from './json-api.js';

const apiVersion = '1.4';

/** Any apiVersion is accepted, and `params` in every form: clients send `"1"` and `"{}"`. */
export function systemReadyEndpoint(): Endpoint {
  const bootid = randomUUID();
  const startedMs = performance.now();
  return {
    role: 'anonymous',
    methods: ['POST'],
    async handle(exchange) {
      const request = await readJsonRequest(exchange);
      if (!request) return sendError(exchange, apiVersion, jsonErrors.invalid, 'Invalid JSON input');
      const { method, context } = request;
      const uptime = String(Math.floor((performance.now() - startedMs) / 1000));
      const ready = { systemready: 'yes', needsetup: 'no', uptime, bootid };
      if (method === 'systemready') sendData(exchange, { apiVersion, method, context, data: ready });
      else if (method === 'getSupportedVersions')
        sendData(exchange, { apiVersion, method, context, data: { apiVersions: ['1.4'] } });
      else sendError(exchange, apiVersion, jsonErrors.unknownMethod, 'Unknown method', request);
    },
  };
}
