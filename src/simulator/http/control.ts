// control.cgi: start, stop, restart, remove. Always status 200 and `OK` or `Error: N`; with `returnpage` the same inside HTML.
import type { ServerResponse } from 'node:http';
import type { AppAction, Apps } from '../apps.js';
import { ApplicationError } from '../install/application-error.js';
import type { SystemLog } from '../log/system-log.js';
import { type Endpoint, escapeXml, readForm, sendText } from './exchange.js';

const actions: readonly string[] = ['start', 'stop', 'restart', 'remove'];

function isAction(text: string | null): text is AppAction {
  return text !== null && actions.includes(text);
}

function answer(response: ServerResponse, result: string, page: string | null): void {
  if (page === null || page === '' || page === ':') {
    sendText(response, `${result}\n`);
    return;
  }
  const html = `<html><head><title>${escapeXml(result)}</title></head><body>${escapeXml(result)} <a href="${escapeXml(safePage(page))}">${escapeXml(page)}</a></body></html>\n`;
  sendText(response, html, 'text/html; charset=utf-8');
}

/** Only a path on this camera becomes a link. */
function safePage(page: string): string {
  return /^\/(?![/\\])/.test(page) ? page : '#';
}

export function controlEndpoint(apps: Apps, log: SystemLog): Endpoint {
  return {
    role: 'admin',
    methods: ['GET', 'POST'],
    async handle(exchange) {
      const query = await readForm(exchange);
      const action = query.get('action');
      const name = query.get('package') ?? '';
      const page = query.get('returnpage');
      try {
        if (name === '') throw new ApplicationError('invalidName', 'control.cgi needs package=<appName>');
        if (!isAction(action))
          throw new ApplicationError('unspecified', `control.cgi has no action ${JSON.stringify(action)}`, {
            expected: actions.join(', '),
          });
        await apps.control(action, name);
        answer(exchange.response, 'OK', page);
      } catch (error) {
        if (!(error instanceof ApplicationError)) throw error;
        log.system('notice', `control.cgi ${action ?? ''} ${name}: ${error.describe()}`);
        answer(exchange.response, `Error: ${error.number}`, page);
      }
    },
  };
}
