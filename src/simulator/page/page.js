// The page of the simulated camera: takes the state once, then follows the live events. No framework and no request to anywhere else.
import { setUpInstall, showApps, showUsage } from './apps.js';
import { ask, byId } from './dom.js';
import { addEvents, addLines, clearLists, setUpLog } from './lists.js';
import { showChange, showParameters } from './parameters.js';
import { setUpVideo, showStreams, showVideoState } from './video.js';

const retryMs = 2000;

function showConnection(state, text) {
  const badge = byId('connection');
  if (badge.textContent === text) return;
  badge.dataset.state = state;
  badge.textContent = text;
}

let installed = '';

async function refresh() {
  const state = JSON.parse(await ask('/acapkit/state'));
  showParameters(state.parameters);
  return state;
}

/** New parameters can only have come with another set of apps, or by an app that added one. */
function takeApps(apps) {
  showApps(apps);
  const now = apps.map(({ name, version, state }) => `${name} ${version} ${state}`).join();
  if (now !== installed) refresh().catch(() => undefined);
  installed = now;
}

function takeStats(stats) {
  showUsage(stats.apps);
  showVideoState(stats.video);
  showStreams(stats.video?.streams ?? []);
}

function takeParameter(change) {
  if (!showChange(change)) refresh().catch(() => undefined);
}

function follow() {
  const source = new EventSource('/acapkit/events');
  const on = (kind, take) => source.addEventListener(kind, (message) => take(JSON.parse(message.data)));
  source.addEventListener('open', () => showConnection('good', 'Connected'));
  source.addEventListener('error', () => {
    showConnection('bad', 'Connection lost, trying again…');
    // The browser tries again by itself, but not after an answer such as 401 or 503.
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, retryMs);
  });
  on('recent', ({ log, events }) => {
    clearLists();
    addLines(log);
    addEvents(events);
  });
  on('apps', takeApps);
  on('stats', takeStats);
  on('parameter', takeParameter);
  on('event', (event) => addEvents([event]));
  on('log', (entry) => addLines([entry]));
}

async function start() {
  try {
    const { camera } = await refresh();
    byId('camera-facts').textContent = `${camera.architecture} · AXIS OS ${camera.version} · no real device`;
    setUpVideo(camera.sensor);
    follow();
  } catch {
    showConnection('bad', 'The camera does not answer, trying again…');
    setTimeout(start, retryMs);
  }
}

setUpInstall();
setUpLog();
start();
