// The live picture and the table of the streams that apps have open.
import { byId, make } from './dom.js';

const retryMs = 2000;
const widthMax = 960;
const framesPerSecondMax = 15;

let address = '';
let before = { time: 0, delivered: new Map() };

function previewAddress({ width, height, framerate }) {
  const scale = Math.min(1, widthMax / width);
  const even = (size) => Math.max(16, Math.round((size * scale) / 2) * 2);
  const fps = Math.min(framesPerSecondMax, framerate);
  return `/axis-cgi/mjpg/video.cgi?resolution=${even(width)}x${even(height)}&fps=${fps}`;
}

function fallback(shown) {
  byId('video').hidden = shown;
  byId('video-fallback').hidden = !shown;
}

function load() {
  byId('video').src = `${address}&t=${Date.now()}`;
}

/** Starts the picture and keeps trying when there is none. */
export function setUpVideo(sensor) {
  const image = byId('video');
  address = previewAddress(sensor);
  image.closest('.screen').style.aspectRatio = `${sensor.width} / ${sensor.height}`;
  byId('video-facts').textContent = `sensor ${sensor.width}×${sensor.height}, ${sensor.framerate} frames/s`;
  image.onload = () => fallback(false);
  image.onerror = () => {
    fallback(true);
    setTimeout(load, retryMs);
  };
  load();
}

let wasThere = true;

/** A picture whose source died shows its last frame for ever; the figures tell better. */
export function showVideoState(video) {
  const there = video !== undefined;
  if (there && !wasThere) load();
  if (!there) fallback(true);
  wasThere = there;
}

function streamRow(stream, perSecond) {
  const cells = [
    [stream.app ?? `process ${stream.pid}`],
    [stream.format],
    [`${stream.width}×${stream.height}`],
    [perSecond === undefined ? '…' : `${perSecond.toFixed(1)} of ${stream.framerate}`, 'number'],
    [stream.delivered, 'number'],
    [stream.dropped, 'number'],
  ];
  return make('tr', {}, ...cells.map(([text, className = '']) => make('td', { className }, String(text))));
}

/** The rate is measured between two calls. */
export function showStreams(streams) {
  const time = performance.now();
  const seconds = (time - before.time) / 1000;
  const rows = streams.map((stream) => {
    const last = before.delivered.get(stream.id);
    return streamRow(stream, last === undefined ? undefined : Math.max(0, stream.delivered - last) / seconds);
  });
  before = { time, delivered: new Map(streams.map((stream) => [stream.id, stream.delivered])) };
  const none = make('tr', {}, make('td', { colSpan: 6, className: 'muted' }, 'No app has a stream open.'));
  byId('streams').replaceChildren(...(rows.length > 0 ? rows : [none]));
}
