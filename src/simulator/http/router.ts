// From a request to its endpoint: origin, path, method, login, role, in this order.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { messageOf } from '../../support/errors.js';
import type { SystemLog } from '../log/system-log.js';
import { type Authentication, mayAct, type Role } from './authentication.js';
import { type Endpoint, type Exchange, HttpError, sendText } from './exchange.js';
import { originProblem } from './same-origin.js';

export interface RouterOptions {
  /** Endpoints by exact path. */
  exact: Record<string, Endpoint>;
  /** Endpoints by the start of the path, for trees of files. */
  prefixes: Record<string, Endpoint>;
  authentication: Authentication;
  log: SystemLog;
  /** True when the server listens on loopback; then only loopback host names are answered. */
  loopbackOnly: boolean;
}

export class Router {
  readonly #options: RouterOptions;

  constructor(options: RouterOptions) {
    this.#options = options;
  }

  /** Answers the request; never rejects. `continues`: the client waits for 100 before it sends the body. */
  async handle(request: IncomingMessage, response: ServerResponse, continues = false): Promise<void> {
    try {
      await this.#dispatch(request, response, continues);
    } catch (error) {
      this.#fail(request, response, error);
    }
  }

  async #dispatch(request: IncomingMessage, response: ServerResponse, continues: boolean): Promise<void> {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    const problem = originProblem(request, this.#options.loopbackOnly);
    if (problem) throw new HttpError(403, problem);
    const url = parseUrl(request.url ?? '/');
    const endpoint = this.#find(url.pathname);
    if (!endpoint.methods.includes(request.method ?? '')) {
      response.setHeader('Allow', endpoint.methods.join(', '));
      throw new HttpError(405, `use ${endpoint.methods.join(' or ')}`);
    }
    const exchange = this.#exchange(request, response, url);
    if (endpoint.role !== 'anonymous' && !exchange.authorize(endpoint.role)) return;
    if (continues) response.writeContinue();
    await endpoint.handle(exchange);
  }

  #find(path: string): Endpoint {
    const { exact, prefixes } = this.#options;
    if (Object.hasOwn(exact, path)) return exact[path] as Endpoint;
    const prefix = Object.keys(prefixes).find((start) => path.startsWith(start));
    if (prefix !== undefined) return prefixes[prefix] as Endpoint;
    throw new HttpError(404, `the simulated camera has no ${path}`);
  }

  #exchange(request: IncomingMessage, response: ServerResponse, url: URL): Exchange {
    const { authentication } = this.#options;
    const identity = authentication.identify(request);
    const authorize = (role: Role): boolean => {
      if (!identity.user) {
        authentication.challenge(response, identity.stale);
        return false;
      }
      if (mayAct(identity.user.role, role)) return true;
      sendText(response, `403 Forbidden: this needs the role ${role}\n`, 'text/plain; charset=utf-8', 403);
      return false;
    };
    return { request, response, url, query: url.searchParams, user: identity.user, authorize };
  }

  #fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const status = error instanceof HttpError ? error.status : 500;
    if (status === 500 && !request.destroyed)
      this.#options.log.system(
        'error',
        `${request.method} ${request.url?.split('?')[0]}: ${messageOf(error)}`,
      );
    if (response.headersSent || response.destroyed) response.destroy();
    else sendText(response, `${status} ${messageOf(error)}\n`, 'text/plain; charset=utf-8', status);
  }
}

function parseUrl(target: string): URL {
  try {
    // A target such as //host/path would otherwise change the host.
    return new URL(`http://camera${target.startsWith('/') ? target : `/${target}`}`);
  } catch {
    throw new HttpError(400, 'the address of the request is not valid');
  }
}
