// One request and its answer, with the helpers that endpoints share. Limits: see `bodyLimits`.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Role, User } from './authentication.js';

/** Bodies of JSON and form requests beyond this are refused with 413; uploads have their own limit. */
export const bodyLimits = { bytes: 256 * 1024 };

export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** Query, and the fields of a form body when the endpoint reads one. */
  query: URLSearchParams;
  user: User | undefined;
  /** For endpoints without a fixed role: true when the user has the role, else the answer was sent (401 or 403). */
  authorize(role: Role): boolean;
}

export interface Endpoint {
  /** `anonymous` endpoints may still call `authorize`. */
  role: Role | 'anonymous';
  methods: readonly string[];
  /** Rejects with HttpError for answers that are no success; others become 500. */
  handle(exchange: Exchange): Promise<void> | void;
}

/** Ends an exchange with a status. The text is shown to the client. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'HttpError';
  }
}

export function sendText(
  response: ServerResponse,
  text: string,
  type = 'text/plain; charset=utf-8',
  status = 200,
): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

export function sendJson(response: ServerResponse, value: unknown): void {
  sendText(response, `${JSON.stringify(value)}\n`, 'application/json');
}

export function sendXml(response: ServerResponse, text: string): void {
  sendText(response, text, 'text/xml');
}

export function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The whole body as text. Rejects with 413, or 400 when the client goes away. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyLimits.bytes)
      throw new HttpError(413, `the body is larger than ${bodyLimits.bytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Adds the fields of a form body to the query, as clients send long parameter updates. */
export async function readForm(exchange: Exchange): Promise<URLSearchParams> {
  const { request, query } = exchange;
  if (request.method !== 'POST') return query;
  const type = request.headers['content-type'] ?? '';
  const body = await readBody(request);
  if (!type.startsWith('application/x-www-form-urlencoded')) return query;
  for (const [name, value] of new URLSearchParams(body)) query.append(name, value);
  return query;
}
