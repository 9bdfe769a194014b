// param.cgi: lists and updates parameters, one `root.Group.Name=value` per line. Errors are lines `# Error: …` with status 200.

import { messageOf } from '../../support/errors.js';
import type { SystemLog } from '../log/system-log.js';
import type { ParameterStore } from '../parameters/parameter-store.js';
import { check, parseType } from '../parameters/parameter-type.js';
import type { Role } from './authentication.js';
import { type Endpoint, readForm, sendText } from './exchange.js';

/** Fields of an update that are no parameters. */
const controlFields = new Set(['action', 'group', 'usergroup', 'responseformat', 'responsecharset', 'force']);
const pairsMax = 200;

/** A password is never given out; a line break would start another line. */
export function shownValue(type: string | undefined, value: string): string {
  if (type !== undefined && parseType(type).kind === 'password') return '******';
  return value.replaceAll('\r', '').replaceAll('\n', '\\n');
}

function list(parameters: ParameterStore, groups: string | null): string {
  const wanted = (groups ?? '')
    .split(',')
    .map((group) => group.trim().replace(/\.\*$/, ''))
    .filter((group) => group !== '');
  const lines = new Map<string, string>();
  const errors: string[] = [];
  for (const group of wanted.length > 0 ? wanted : ['root']) {
    const found = parameters.list(group);
    if (found.length === 0)
      errors.push(`# Error: Error -1 getting param in group '${group.replace(/[\r\n]/g, '')}'`);
    for (const { name, value } of found)
      lines.set(name, `${name}=${shownValue(parameters.typeOf(name), value)}`);
  }
  return [...lines.values(), ...errors].map((line) => `${line}\n`).join('');
}

/** What is wrong with one pair, or undefined. */
function pairProblem(parameters: ParameterStore, name: string, value: string): string | undefined {
  if (parameters.get(name) === undefined) return 'there is no such parameter';
  const type = parameters.typeOf(name);
  if (type === undefined || parseType(type).readonly) return 'it cannot be written';
  const expected = check(type, value);
  return expected === undefined ? undefined : `expected ${expected}`;
}

function errorLine(name: string, value: string, problem: string): string {
  const clean = (text: string) => text.replace(/[\r\n]/g, ' ').slice(0, 200);
  return `# Error: Error setting '${clean(name)}' to '${clean(value)}'! (${clean(problem)})\n`;
}

/** All pairs are checked before the first is written. */
function update(parameters: ParameterStore, query: URLSearchParams, by: string): string {
  const pairs = [...query].filter(([name]) => !controlFields.has(name));
  if (pairs.length === 0) return '# Error: no parameter was given\n';
  if (pairs.length > pairsMax) return `# Error: more than ${pairsMax} parameters in one request\n`;
  const errors = pairs.flatMap(([name, value]) => {
    const problem = pairProblem(parameters, name, value);
    return problem === undefined ? [] : [errorLine(name, value, problem)];
  });
  if (errors.length > 0) return errors.join('');
  for (const [name, value] of pairs) {
    try {
      parameters.set(name, value, { by });
    } catch (error) {
      errors.push(errorLine(name, value, messageOf(error)));
    }
  }
  return errors.length > 0 ? errors.join('') : 'OK\n';
}

export interface ParamOptions {
  parameters: ParameterStore;
  log: SystemLog;
  /** Role for listing; updating needs operator at least. */
  listRole: Role;
}

export function paramEndpoint({ parameters, log, listRole }: ParamOptions): Endpoint {
  return {
    role: listRole,
    methods: ['GET', 'POST'],
    async handle(exchange) {
      const query = await readForm(exchange);
      const action = query.get('action') ?? 'list';
      if (action === 'list') return sendText(exchange.response, list(parameters, query.get('group')));
      if (action !== 'update')
        return sendText(
          exchange.response,
          `# Error: action ${JSON.stringify(action)} is not supported by the simulated camera\n`,
        );
      if (!exchange.authorize('operator')) return;
      const result = update(parameters, query, 'param.cgi');
      if (result !== 'OK\n') log.system('notice', `param.cgi: ${result.trim()}`);
      sendText(exchange.response, result);
    },
  };
}
