// Answers to a camera's authentication challenge: Digest (RFC 7616 with MD5, as cameras use it) and Basic.
import { createHash, randomBytes } from 'node:crypto';

export interface Credentials {
  user: string;
  password: string;
}

export interface Challenge {
  scheme: 'digest' | 'basic';
  fields: Record<string, string>;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Reads one WWW-Authenticate header. */
export function parseChallenge(header: string): Challenge | undefined {
  const [, scheme = '', rest = ''] = /^(\w+)\s*(.*)$/s.exec(header.trim()) ?? [];
  const name = scheme.toLowerCase();
  if (name !== 'digest' && name !== 'basic') return undefined;
  const fields: Record<string, string> = {};
  for (const match of rest.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)) {
    if (match[1]) fields[match[1].toLowerCase()] = match[2] ?? match[3] ?? '';
  }
  return { scheme: name, fields };
}

/** The strongest challenge on offer: Digest before Basic. */
export function chooseChallenge(headers: string[]): Challenge | undefined {
  const challenges = headers.map(parseChallenge).filter((challenge) => challenge !== undefined);
  return challenges.find((challenge) => challenge.scheme === 'digest') ?? challenges[0];
}

/** Keeps one challenge and counts its uses, so that only the first request is sent twice. */
export class Authorization {
  #count = 0;

  constructor(
    private readonly credentials: Credentials,
    private readonly challenge: Challenge,
  ) {}

  /** The Authorization header of a request. */
  header(method: string, uri: string): string {
    const { user, password } = this.credentials;
    if (this.challenge.scheme === 'basic')
      return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const { realm = '', nonce = '', qop, opaque } = this.challenge.fields;
    const count = (++this.#count).toString(16).padStart(8, '0');
    const clientNonce = randomBytes(8).toString('hex');
    const secret = md5(`${user}:${realm}:${password}`);
    const request = md5(`${method}:${uri}`);
    const middle = qop ? `${nonce}:${count}:${clientNonce}:auth` : nonce;
    const fields = [
      `username="${user}"`,
      `realm="${realm}"`,
      `nonce="${nonce}"`,
      `uri="${uri}"`,
      `response="${md5(`${secret}:${middle}:${request}`)}"`,
      'algorithm=MD5',
      ...(qop ? ['qop=auth', `nc=${count}`, `cnonce="${clientNonce}"`] : []),
      ...(opaque ? [`opaque="${opaque}"`] : []),
    ];
    return `Digest ${fields.join(', ')}`;
  }
}
