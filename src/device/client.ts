// HTTP to a camera. Certificates are verified as Node does it; there is no fallback to a weaker protocol or scheme.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errnoOf, failure, messageOf } from '../support/errors.js';
import { Authorization, type Credentials, chooseChallenge } from './digest.js';

export interface Answer {
  status: number;
  text: string;
}

export interface RequestBody {
  type: string;
  length: number;
  /** Called for each attempt. */
  open(): Readable;
}

class TimeoutError extends Error {}

const answerBytesMax = 32 * 2 ** 20;
const timeoutMs = 300_000;

/** A camera at an address. Requests are sent with the credentials that its challenge asks for. */
export class DeviceClient {
  readonly url: URL;
  #authorization: Authorization | undefined;

  constructor(
    url: string,
    private readonly credentials?: Credentials,
  ) {
    this.url = new URL(url);
  }

  /** Sends a request. Throws when the camera cannot be reached, refuses the credentials, or answers with an HTTP error. */
  async request(method: string, uri: string, body?: RequestBody): Promise<Answer> {
    if (body && !this.#authorization) await this.#probe();
    let response = await this.#send(method, uri, body);
    if (response.statusCode === 401 && this.credentials) {
      response.resume();
      this.#learn(response);
      response = await this.#send(method, uri, body);
    }
    const text = await readText(response);
    if (response.statusCode === 401) throw this.#refused(response);
    return { status: response.statusCode ?? 0, text };
  }

  /** A long answer as a stream, for logs and events. The caller ends it. */
  async stream(uri: string): Promise<IncomingMessage> {
    if (!this.#authorization) await this.#probe();
    const response = await this.#send('GET', uri, undefined, 0);
    if (response.statusCode === 200) return response;
    response.destroy();
    throw this.#refused(response);
  }

  /** A body is sent once only: a small request fetches the challenge first. */
  async #probe(): Promise<void> {
    await this.request('GET', '/axis-cgi/param.cgi?action=list&group=root.Brand');
  }

  #learn(response: IncomingMessage): void {
    const challenge = chooseChallenge(challengesOf(response));
    if (challenge && this.credentials) this.#authorization = new Authorization(this.credentials, challenge);
  }

  #refused(response: IncomingMessage): Error {
    const schemes = challengesOf(response).map((challenge) => challenge.split(' ')[0]);
    return failure('device/unauthorized', `${this.url.host} refuses the user name or password`, {
      expected: `an administrator of the camera${schemes.length > 0 ? `, by ${schemes.join(' or ')}` : ''}`,
      found: this.credentials ? `user ${this.credentials.user}` : 'no credentials',
      fix: 'set ACAPKIT_USER and ACAPKIT_PASSWORD, or name another device with -d',
    });
  }

  async #send(
    method: string,
    uri: string,
    body?: RequestBody,
    limitMs = timeoutMs,
  ): Promise<IncomingMessage> {
    const start = this.url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers: Record<string, string | number> = {};
    if (this.#authorization) headers.authorization = this.#authorization.header(method, uri);
    if (body) Object.assign(headers, { 'content-type': body.type, 'content-length': body.length });
    const request = start({
      host: this.url.hostname,
      port: this.url.port || undefined,
      path: uri,
      method,
      headers,
      timeout: limitMs,
    });
    request.on('timeout', () => request.destroy(new TimeoutError(`no answer within ${limitMs / 1000} s`)));
    const response = new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve);
      request.on('error', (error) => reject(this.#unreachable(error)));
    });
    if (body) pipeline(body.open(), request).catch(() => undefined);
    else request.end();
    return response;
  }

  #unreachable(error: Error): Error {
    const errno = errnoOf(error) ?? '';
    if (/CERT|SIGNATURE|UNABLE_TO_VERIFY/.test(errno)) return this.#untrusted(errno);
    const timedOut = error instanceof TimeoutError;
    return failure(
      timedOut ? 'device/timeout' : 'device/unreachable',
      `${this.url.origin} cannot be reached: ${messageOf(error)}`,
      {
        expected: 'a camera that answers at this address',
        fix: timedOut
          ? 'whether the camera did it is unknown: look with acapkit list before trying again'
          : errno === 'ECONNREFUSED'
            ? 'start a simulated camera with: acapkit sim'
            : 'check the address and that the camera runs',
      },
    );
  }

  #untrusted(errno: string): Error {
    return failure('device/certificate', `the certificate of ${this.url.host} is not trusted`, {
      expected: 'a certificate that this computer trusts',
      found: `${errno}; cameras make their own certificates, so this is normal`,
      fix: 'get the camera’s certificate by a safe way, then export NODE_EXTRA_CA_CERTS=<file>',
    });
  }
}

/** Values of all WWW-Authenticate headers. */
function challengesOf(response: IncomingMessage): string[] {
  return (response.rawHeaders ?? []).filter(
    (_, i, all) => i % 2 === 1 && all[i - 1]?.toLowerCase() === 'www-authenticate',
  );
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > answerBytesMax)
      throw failure('device/answer-too-large', 'the camera’s answer is larger than 32 MiB');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
