// /local/<app>/…: the html folder of an installed app, for those whom its manifest lets in.
import path from 'node:path';
import type { Apps } from '../apps.js';
import { type Endpoint, HttpError } from './exchange.js';
import { pathParts, sendFile } from './static-files.js';

export const localPrefix = '/local/';

export function localFilesEndpoint(apps: Apps): Endpoint {
  return {
    role: 'anonymous',
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'],
    async handle(exchange) {
      const { request, response, url } = exchange;
      // Without a login nobody learns which apps there are.
      if (!exchange.authorize('viewer')) return;
      const [name = '', ...parts] = pathParts(url.pathname.slice(localPrefix.length));
      const app = apps.find(name);
      if (!app) throw new HttpError(404, `no app named ${name} is installed`);
      if (!exchange.authorize(app.htmlAccess)) return;
      const below = parts.join('/');
      const entry = app.webEntries.find(({ path: own }) => below === own || below.startsWith(`${own}/`));
      if (entry)
        throw new HttpError(
          501,
          `${entry.kind} of ${app.name} (${entry.path}) is not supported by the simulated camera`,
        );
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw new HttpError(405, 'files can be read only');
      if (parts.length === 0 && !url.pathname.endsWith('/')) {
        response.writeHead(301, { Location: `${url.pathname}/` }).end();
        return;
      }
      await sendFile(response, path.join(apps.folderOf(app.name), 'html'), parts, request.method === 'HEAD');
    },
  };
}
