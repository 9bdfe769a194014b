// The list of apps with their buttons, and installing by file chooser or drop.
import { ask, byId, make, tell } from './dom.js';

const stateWords = {
  running: ['Running', 'good'],
  stopping: ['Stopping', 'warn'],
  stopped: ['Stopped', 'off'],
  waiting: ['Starts again soon', 'bad'],
};

/** What the numbers of upload.cgi and control.cgi mean; the log of the camera says more. */
const errorWords = {
  1: 'this is not an app package',
  3: 'the package is too large, or no file was sent',
  4: 'the app is not installed',
  5: 'the package is not for this camera (architecture or AXIS OS version)',
  6: 'the app is already running',
  7: 'the app is not running',
  8: 'the app could not be started',
  10: 'something else went wrong',
  12: 'another upload is running',
  13: 'the app may not have this user',
  14: 'an app is installed whose name differs only in letter case',
  27: 'the installed app is of another vendor',
  29: 'the manifest is not valid',
};

/** Elements that change with every measurement, by app. */
const usageLines = new Map();

function outcome(answer) {
  const number = /^Error: (\d+)/.exec(answer)?.[1];
  if (number === undefined) return undefined;
  return `Error ${number}: ${errorWords[number] ?? 'unknown error'}. The log says more.`;
}

async function act(action, app) {
  if (action === 'remove' && !confirm(`Remove ${app.friendlyName} and its data?`)) return;
  tell('apps-message', `${action} ${app.name}…`);
  const query = new URLSearchParams({ action, package: app.name });
  try {
    const problem = outcome(await ask(`/axis-cgi/applications/control.cgi?${query}`, { method: 'POST' }));
    tell('apps-message', problem ?? `${action} ${app.name}: done`, problem ? 'bad' : 'good');
  } catch (error) {
    tell('apps-message', error.message, 'bad');
  }
}

function button(text, action, app, disabled) {
  const element = make(
    'button',
    { type: 'button', 'aria-label': `${text} ${app.friendlyName}`, disabled },
    text,
  );
  element.dataset.action = action;
  element.addEventListener('click', () => act(action, app));
  return element;
}

function appItem(app) {
  const [word, state] = stateWords[app.state];
  const usage = make('span', { className: 'muted usage' });
  usageLines.set(app.name, usage);
  const active = app.state !== 'stopped';
  const again = app.restarts > 0 ? ` · started again ${app.restarts} times` : '';
  const tools = make(
    'div',
    { className: 'app-tools' },
    button('Start', 'start', app, app.state === 'running' || app.state === 'stopping'),
    button('Stop', 'stop', app, !active || app.state === 'stopping'),
    button('Remove', 'remove', app, false),
  );
  if (app.settingPage)
    tools.append(
      make(
        'a',
        { href: `/local/${app.name}/${app.settingPage}`, target: '_blank', rel: 'noopener' },
        'Settings',
      ),
    );
  const item = make(
    'li',
    { className: 'app' },
    make(
      'div',
      { className: 'app-head' },
      make('strong', {}, app.friendlyName),
      make('span', { className: 'muted' }, app.version),
      make('span', { className: 'badge', 'data-state': state }, word),
    ),
    make('p', { className: 'muted' }, `${app.name} · ${app.vendor} · run mode ${app.runMode}${again}`),
    usage,
    tools,
  );
  item.dataset.app = app.name;
  return item;
}

/** Draws the list anew; the focus stays on the same button. */
export function showApps(apps) {
  const list = byId('apps');
  const focused = list.contains(document.activeElement) ? document.activeElement : undefined;
  const place = [focused?.closest('li')?.dataset.app, focused?.dataset.action];
  usageLines.clear();
  const items = apps.map(appItem);
  list.replaceChildren(
    ...(items.length > 0 ? items : [make('li', { className: 'muted' }, 'No app is installed.')]),
  );
  if (!place[0]) return;
  const card = [...list.children].find((item) => item.dataset.app === place[0]);
  const same = card?.querySelector(`[data-action="${place[1]}"]:not(:disabled)`);
  (same ?? card?.querySelector('button:not(:disabled)'))?.focus();
}

/** CPU and memory of the apps that run. */
export function showUsage(usage) {
  for (const [app, line] of usageLines) {
    const one = usage[app];
    if (!one) {
      line.textContent = '';
      continue;
    }
    const megabytes = (one.memoryBytes / 1048576).toFixed(1);
    line.textContent = `CPU ${one.cpuPercent.toFixed(1)} % · memory ${megabytes} MB · ${one.processes} ${one.processes === 1 ? 'process' : 'processes'}`;
  }
}

async function install(file) {
  tell('apps-message', `Installing ${file.name}…`);
  const form = new FormData();
  form.append('packfil', file, file.name);
  try {
    const problem = outcome(await ask('/axis-cgi/applications/upload.cgi', { method: 'POST', body: form }));
    tell('apps-message', problem ?? `${file.name} is installed.`, problem ? 'bad' : 'good');
  } catch (error) {
    tell('apps-message', error.message, 'bad');
  }
}

/** Makes file chooser and drop zone work. */
export function setUpInstall() {
  const chooser = byId('package');
  chooser.addEventListener('change', () => {
    const [file] = chooser.files;
    if (file) install(file);
    chooser.value = '';
  });
  const zone = byId('apps-card');
  const drop = byId('drop');
  const mark = (over) => {
    if (over) drop.dataset.over = '';
    else delete drop.dataset.over;
  };
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    mark(true);
  });
  zone.addEventListener('dragleave', () => mark(false));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(false);
    const [file] = event.dataTransfer.files;
    if (file) install(file);
  });
}
