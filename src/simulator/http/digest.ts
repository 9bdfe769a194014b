// HTTP Digest (RFC 7616 with MD5 and qop=auth, what cameras offer). Nonces live for a while, and each count of a nonce is good once,
// so that a recorded request cannot be sent again.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Oldest nonces are dropped beyond the number; a client that still uses one gets a new one without asking the user. */
export const nonceLimits = { count: 1000, lifetimeMs: 300_000, countWindow: 512 };

interface Nonce {
  createdMs: number;
  highest: number;
  seen: Set<number>;
}

export type DigestResult = 'accepted' | 'refused' | 'stale';

export interface DigestFields {
  username: string;
  realm: string;
  nonce: string;
  uri: string;
  response: string;
  qop: string;
  nc: string;
  cnonce: string;
}

const fieldNames = ['username', 'realm', 'nonce', 'uri', 'response', 'qop', 'nc', 'cnonce'] as const;

/** Equal texts in constant time. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** Fields of an `Authorization: Digest …` header; undefined when one is missing. */
export function parseDigest(header: string): DigestFields | undefined {
  const found = new Map<string, string>();
  const pattern = /([a-zA-Z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;
  for (const match of header.slice('Digest '.length).matchAll(pattern))
    found.set((match[1] ?? '').toLowerCase(), match[2]?.replace(/\\(.)/g, '$1') ?? match[3] ?? '');
  const fields = Object.fromEntries(fieldNames.map((name) => [name, found.get(name)]));
  return fieldNames.every((name) => fields[name] !== undefined)
    ? (fields as unknown as DigestFields)
    : undefined;
}

/** What a client computes from its password; exported for clients in tests. */
export function digestResponse(
  fields: Omit<DigestFields, 'response'>,
  method: string,
  password: string,
): string {
  const { username, realm, nonce, nc, cnonce, qop, uri } = fields;
  const first = md5(`${username}:${realm}:${password}`);
  const second = md5(`${method}:${uri}`);
  return md5(`${first}:${nonce}:${nc}:${cnonce}:${qop}:${second}`);
}

export class DigestNonces {
  readonly #nonces = new Map<string, Nonce>();
  readonly #now: () => number;

  /** @param now clock in milliseconds, for tests */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A new nonce for a challenge. */
  issue(): string {
    const nonce = randomBytes(18).toString('base64url');
    this.#nonces.set(nonce, { createdMs: this.#now(), highest: 0, seen: new Set() });
    const oldest = this.#nonces.keys().next().value;
    if (this.#nonces.size > nonceLimits.count && oldest !== undefined) this.#nonces.delete(oldest);
    return nonce;
  }

  /** Checks a request whose user has this password. `stale`: right, but the nonce or its count cannot be used (again). */
  verify(fields: DigestFields, request: { method: string; url: string }, password: string): DigestResult {
    const expected = digestResponse(fields, request.method, password);
    const right = fields.qop === 'auth' && fields.uri === request.url && sameText(expected, fields.response);
    if (!right) return 'refused';
    return this.#use(fields.nonce, fields.nc) ? 'accepted' : 'stale';
  }

  /** Requests of one connection may overtake each other, so counts below the highest are good too, once, within a window. */
  #use(text: string, nc: string): boolean {
    const nonce = this.#nonces.get(text);
    if (!nonce || !/^[0-9a-fA-F]{8}$/.test(nc)) return false;
    if (this.#now() - nonce.createdMs > nonceLimits.lifetimeMs) {
      this.#nonces.delete(text);
      return false;
    }
    const count = Number.parseInt(nc, 16);
    const floor = nonce.highest - nonceLimits.countWindow;
    if (count < 1 || count <= floor || nonce.seen.has(count)) return false;
    nonce.seen.add(count);
    nonce.highest = Math.max(nonce.highest, count);
    for (const old of nonce.seen) if (old <= nonce.highest - nonceLimits.countWindow) nonce.seen.delete(old);
    return true;
  }
}
