// systemlog.cgi: the log as text, of all or of one app.
import { formatEntry, type SystemLog } from '../log/system-log.js';
import { type Endpoint, sendText } from './exchange.js';

export function systemLogEndpoint(log: SystemLog): Endpoint {
  return {
    role: 'admin',
    methods: ['GET', 'POST'],
    handle({ query, response }) {
      const app = query.get('appname');
      const entries = log.recent(app === null || app === '' ? {} : { app });
      sendText(response, entries.map((entry) => `${formatEntry(entry)}\n`).join(''));
    },
  };
}
