// Who asks, and may they: users with a role, by Digest or Basic. Both schemes are offered in separate header lines, Digest first,
// because some clients look at the first line only.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DigestNonces, parseDigest, sameText } from './digest.js';

export type Role = 'viewer' | 'operator' | 'admin';

export interface User {
  name: string;
  password: string;
  role: Role;
}

/** Who was recognised; `stale` asks a Digest client to repeat with a new nonce. */
export type Identity = { user: User } | { user: undefined; stale: boolean };

const rank: Record<Role, number> = { viewer: 0, operator: 1, admin: 2 };
const realm = 'AXIS_ACC0FFEE0001';

/** True when `role` includes what `needed` may do. */
export function mayAct(role: Role, needed: Role): boolean {
  return rank[role] >= rank[needed];
}

export class Authentication {
  readonly #users: Map<string, User>;
  readonly #nonces: DigestNonces;

  constructor(users: User[], nonces: DigestNonces = new DigestNonces()) {
    this.#users = new Map(users.map((user) => [user.name, user]));
    this.#nonces = nonces;
  }

  /** Never throws; a broken header is a failed login. */
  identify(request: IncomingMessage): Identity {
    const header = request.headers.authorization ?? '';
    if (/^basic /i.test(header)) return this.#basic(header);
    if (/^digest /i.test(header)) return this.#digest(header, request);
    return { user: undefined, stale: false };
  }

  /** Answers 401. The body is no JSON: clients that try one scheme after the other stop at a JSON error. */
  challenge(response: ServerResponse, stale: boolean): void {
    const digest = [
      `Digest realm="${realm}"`,
      `nonce="${this.#nonces.issue()}"`,
      'algorithm=MD5',
      'qop="auth"',
      ...(stale ? ['stale=true'] : []),
    ];
    response.writeHead(401, {
      'WWW-Authenticate': [digest.join(', '), `Basic realm="${realm}"`],
      'Content-Type': 'text/html',
    });
    response.end('<!DOCTYPE html><title>401 Unauthorized</title><h1>401 Unauthorized</h1>\n');
  }

  #basic(header: string): Identity {
    const text = Buffer.from(header.slice(6).trim(), 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const user = this.#users.get(text.slice(0, Math.max(0, colon)));
    const right = sameText(user?.password ?? '', text.slice(colon + 1)) && user !== undefined && colon > 0;
    return right ? { user } : { user: undefined, stale: false };
  }

  #digest(header: string, request: IncomingMessage): Identity {
    const fields = parseDigest(header);
    const user = fields && this.#users.get(fields.username);
    if (!fields || !user || fields.realm !== realm) return { user: undefined, stale: false };
    const asked = { method: request.method ?? 'GET', url: request.url ?? '/' };
    const result = this.#nonces.verify(fields, asked, user.password);
    return result === 'accepted' ? { user } : { user: undefined, stale: result === 'stale' };
  }
}
