// Events and log: long lists that keep a bounded number of lines.
import { byId, make, timeOfDay } from './dom.js';

const eventsMax = 200;
const linesMax = 1000;

let eventCount = 0;
let entries = [];
let paused = false;

function eventItem(event) {
  const values = event.items
    .filter((item) => !/^topic\d+$/.test(item.key))
    .map((item) => `${item.key}=${item.value ?? '—'}`)
    .join('  ');
  const kind = event.stateful ? `state ${event.operation}` : 'event';
  return make(
    'li',
    {},
    make(
      'span',
      {},
      make('time', { className: 'muted mono' }, timeOfDay(event.timestamp)),
      ` ${event.topic}`,
    ),
    make('span', { className: 'mono' }, `${values}  `, make('span', { className: 'muted' }, kind)),
  );
}

/** Puts events on top of the list, given oldest first. */
export function addEvents(events) {
  const list = byId('events');
  for (const event of events) {
    const item = eventItem(event);
    item.classList.add('fresh');
    list.prepend(item);
  }
  while (list.children.length > eventsMax) list.lastElementChild.remove();
  eventCount += events.length;
  byId('events-count').textContent = eventCount === 0 ? 'none yet' : `${eventCount} so far`;
}

/** Empties both lists before the recent lines come again. */
export function clearLists() {
  eventCount = 0;
  entries = [];
  byId('events').replaceChildren();
  byId('log').replaceChildren();
}

function lineItem(entry) {
  const item = make(
    'li',
    {},
    make('time', {}, timeOfDay(entry.time)),
    ' ',
    make('span', { className: 'app-name' }, entry.app),
    entry.severity === 'info' ? ' ' : ` ${entry.severity}: `,
    entry.text,
  );
  item.dataset.severity = entry.severity;
  return item;
}

function wanted(entry) {
  const app = byId('log-app').value;
  return app === '' || entry.app === app || entry.about === app;
}

function draw(fresh) {
  const scroll = byId('log-scroll');
  const list = byId('log');
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
  list.append(...fresh.filter(wanted).map(lineItem));
  while (list.children.length > linesMax) list.firstElementChild.remove();
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
}

/** Adds lines of the log, given oldest first. While paused they are kept and shown later. */
export function addLines(fresh) {
  entries.push(...fresh);
  if (entries.length > linesMax) entries = entries.slice(-linesMax);
  const select = byId('log-app');
  const known = new Set([...select.options].map((option) => option.value));
  for (const { app } of fresh) {
    if (known.has(app)) continue;
    known.add(app);
    select.append(make('option', { value: app }, app));
  }
  if (!paused) draw(fresh);
}

function redraw() {
  byId('log').replaceChildren();
  draw(entries);
  byId('log-scroll').scrollTop = byId('log-scroll').scrollHeight;
}

/** Makes filter and pause work. */
export function setUpLog() {
  byId('log-app').addEventListener('change', redraw);
  byId('log-pause').addEventListener('click', ({ currentTarget }) => {
    paused = !paused;
    currentTarget.setAttribute('aria-pressed', String(paused));
    currentTarget.textContent = paused ? 'Paused' : 'Pause';
    if (!paused) redraw();
  });
}
