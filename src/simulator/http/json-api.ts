// The shape that all JSON endpoints share: {apiVersion, context?, method, params?} in, data or error out, always status 200.
import { bodyLimits, type Exchange, readBody, sendJson } from './exchange.js';

export interface JsonRequest {
  method: string;
  /** An object; clients also send it as JSON text, which is read too. */
  params: Record<string, unknown>;
  context: string | undefined;
}

/** Codes that JSON endpoints of cameras have in common. */
export const jsonErrors = { invalid: 1000, forbidden: 2001, unknownMethod: 2004, internal: 8000 } as const;

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === 'string') {
    try {
      return objectOf(JSON.parse(value));
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** Reads the body; undefined when it is no JSON request. */
export async function readJsonRequest(exchange: Exchange): Promise<JsonRequest | undefined> {
  const text = await readBody(exchange.request);
  if (text.length > bodyLimits.bytes) return undefined;
  try {
    const { method, params, context } = objectOf(JSON.parse(text));
    if (typeof method !== 'string') return undefined;
    return { method, params: objectOf(params), context: typeof context === 'string' ? context : undefined };
  } catch {
    return undefined;
  }
}

export interface JsonAnswer {
  apiVersion: string;
  method?: string;
  context: string | undefined;
  data: unknown;
}

export function sendData(exchange: Exchange, { apiVersion, method, context, data }: JsonAnswer): void {
  sendJson(exchange.response, {
    apiVersion,
    ...(context === undefined ? {} : { context }),
    ...(method === undefined ? {} : { method }),
    data,
  });
}

export function sendError(
  exchange: Exchange,
  apiVersion: string,
  code: number,
  message: string,
  request?: JsonRequest,
): void {
  sendJson(exchange.response, {
    apiVersion,
    ...(request?.context === undefined ? {} : { context: request.context }),
    ...(request ? { method: request.method } : {}),
    error: { code, message },
  });
}
