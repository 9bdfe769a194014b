// The page of the simulated camera: its files, and /acapkit/state with what it shows at first.

import { packagePath } from '../../support/package-root.js';
import type { Apps } from '../apps.js';
import type { ParameterStore } from '../parameters/parameter-store.js';
import { type Endpoint, sendJson } from './exchange.js';
import { appsView, parametersView, type StatsSource } from './page-views.js';
import { sendFile } from './static-files.js';

/** No script but the page's own, no request to anywhere else, no frame around it. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

const pageFiles = ['page.css', 'page.js', 'apps.js', 'dom.js', 'lists.js', 'parameters.js', 'video.js'];

function pageFile(name: string): Endpoint {
  return {
    role: 'admin',
    methods: ['GET', 'HEAD'],
    handle({ request, response }) {
      response.setHeader('Content-Security-Policy', contentPolicy);
      return sendFile(response, packagePath('src', 'simulator', 'page'), [name], request.method === 'HEAD');
    },
  };
}

export interface PageOptions {
  apps: Apps;
  parameters: ParameterStore;
  stats: StatsSource;
  /** Shown in the head of the page. */
  camera: Record<string, unknown>;
}

export function pageEndpoints({ apps, parameters, stats, camera }: PageOptions): Record<string, Endpoint> {
  const state: Endpoint = {
    role: 'admin',
    methods: ['GET'],
    async handle({ response }) {
      sendJson(response, {
        camera,
        apps: appsView(apps),
        parameters: parametersView(parameters),
        stats: await stats(),
      });
    },
  };
  return {
    '/': pageFile('index.html'),
    '/index.html': pageFile('index.html'),
    ...Object.fromEntries(pageFiles.map((name) => [`/page/${name}`, pageFile(name)])),
    '/acapkit/state': state,
  };
}
