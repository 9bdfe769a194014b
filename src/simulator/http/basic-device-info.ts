// basicdeviceinfo.cgi. Some methods need no login, so each method asks for it by itself. Real answers carry no `method`.
import { type DeviceProfile, deviceProperties, unrestrictedProperties } from '../profile.js';
import type { Endpoint, Exchange } from './exchange.js';
import { type JsonRequest, jsonErrors, readJsonRequest, sendData, sendError } from './json-api.js';

const apiVersion = '1.3';

export function basicDeviceInfoEndpoint(profile: DeviceProfile, architecture: string): Endpoint {
  const all = deviceProperties(profile, architecture);

  function getProperties(exchange: Exchange, request: JsonRequest): void {
    const { context, params } = request;
    const names = Array.isArray(params.propertyList) ? params.propertyList.map(String) : undefined;
    const unknown = names?.find((name) => !Object.hasOwn(all, name));
    if (!names || unknown !== undefined) {
      sendError(exchange, apiVersion, jsonErrors.invalid, `Invalid property ${unknown ?? 'list'}`, request);
      return;
    }
    const propertyList = Object.fromEntries(names.map((name) => [name, all[name]]));
    sendData(exchange, { apiVersion, context, data: { propertyList } });
  }

  return {
    role: 'anonymous',
    methods: ['POST'],
    async handle(exchange) {
      const request = await readJsonRequest(exchange);
      const open =
        request?.method === 'getAllUnrestrictedProperties' || request?.method === 'getSupportedVersions';
      if (!open && !exchange.authorize('viewer')) return;
      if (!request) return sendError(exchange, apiVersion, jsonErrors.invalid, 'Invalid JSON input');
      const { method, context } = request;
      if (method === 'getAllProperties')
        sendData(exchange, { apiVersion, context, data: { propertyList: all } });
      else if (method === 'getProperties') getProperties(exchange, request);
      else if (method === 'getAllUnrestrictedProperties')
        sendData(exchange, { apiVersion, context, data: { propertyList: unrestrictedProperties(profile) } });
      else if (method === 'getSupportedVersions')
        sendData(exchange, { apiVersion, context, data: { apiVersions: ['1.0', '1.1', '1.2', '1.3'] } });
      else sendError(exchange, apiVersion, jsonErrors.unknownMethod, 'Unknown method', request);
    },
  };
}
