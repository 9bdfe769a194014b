// The file that HTTPCGIPATHS names: `<access> <path> [fastCgi]` a line, which HTTP paths an app serves and who may call them.
import type { Finding, Location } from '../../support/errors.js';
import type { HttpConfig } from '../types.js';
import { type ConfText, confLines, shownText, unfitLine } from './conf-text.js';

export interface CgiConf {
  entries: { http: HttpConfig; location: Required<Location> }[];
  findings: Finding[];
}

const accessOf = new Map([
  ['administrator', 'admin'],
  ['operator', 'operator'],
  ['viewer', 'viewer'],
]);

/** Reads the entries; leading slashes of paths are taken away. Throws `conf/too-large` only. */
export function readCgiConf(source: ConfText): CgiConf {
  const result: CgiConf = { entries: [], findings: [] };
  for (const line of confLines(source)) {
    const [who = '', path = '', kind, ...more] = line.text.split(/\s+/);
    const name = path.replace(/^\/+/, '');
    const access = accessOf.get(who);
    if (name === '' || more.length > 0 || (kind !== undefined && kind !== 'fastCgi')) {
      result.findings.push(
        unfitLine(line, 'no CGI entry', 'administrator /path, with fastCgi behind it or nothing'),
      );
    } else if (access === undefined) {
      result.findings.push({
        severity: 'warning',
        code: 'conf/cgi-access',
        message: `${shownText(who)} is no access level; the entry ${shownText(name)} is left out`,
        location: line.location,
        expected: 'administrator, operator or viewer',
        found: shownText(line.text),
        fix: 'correct the access level',
      });
    } else {
      const type = kind === 'fastCgi' ? 'fastCgi' : 'transferCgi';
      result.entries.push({ http: { type, name, access }, location: line.location });
    }
  }
  return result;
}
