// What an app shows in the camera's log → what is verified about it. Nothing is taken on trust: every figure comes from the log that the
// simulated camera collected, and the parameter is changed through param.cgi.
import { setTimeout as sleep } from 'node:timers/promises';
import { acapkit } from './acapkit.mjs';

const wantedRate = 15;
const pollMs = 500;

/** Reads the newest figures out of an app's log lines. */
export function readLog(lines) {
  const facts = { frames: 0, rate: 0, luma: 0, eventFrom: '', parameter: '', lines: lines.length };
  for (const line of lines) {
    const report = /frames (\d+), ([\d.]+) frames\/s, mean luma ([\d.]+)/.exec(line);
    if (report)
      Object.assign(facts, { frames: Number(report[1]), rate: Number(report[2]), luma: Number(report[3]) });
    const event = /event received from (\w+): mean luma/.exec(line);
    if (event) facts.eventFrom = event[1];
    const parameter = /parameter \S*ReportSeconds is now (\d+)/.exec(line);
    if (parameter) facts.parameter = parameter[1];
  }
  return facts;
}

/** The lines of the table for one app, each with what was seen and whether it holds. */
function checks(facts, other, seconds) {
  return {
    frames: { seen: `${facts.frames}`, holds: facts.frames >= wantedRate },
    'frames/s': { seen: facts.rate.toFixed(1), holds: facts.rate >= 0.8 * wantedRate },
    'mean luma': { seen: facts.luma.toFixed(1), holds: facts.luma > 16 && facts.luma < 235 },
    'event from': { seen: facts.eventFrom || '-', holds: facts.eventFrom === other },
    parameter: { seen: facts.parameter || '-', holds: facts.parameter === String(seconds) },
    'log lines': { seen: `${facts.lines}`, holds: facts.lines > 0 },
  };
}

const holds = (rows) => rows.every((row) => Object.values(row.checks).every((check) => check.holds));

async function readRows(camera, apps, seconds) {
  return Promise.all(
    apps.map(async (app, index) => {
      const { lines } = await acapkit(['logs', app.name, '-d', camera.name]);
      const other = apps[(index + 1) % apps.length].name;
      return {
        app: app.name,
        architecture: camera.architecture,
        checks: checks(readLog(lines), other, seconds),
        lines,
      };
    }),
  );
}

/**
 * Installs and starts the apps on a camera, changes a parameter of each, and waits until everything holds or the time is over.
 * @param apps `{ name, file }[]`; each expects events from the next
 */
export async function verifyApps(camera, apps, progress, timeoutMs = 60_000) {
  for (const app of apps) {
    progress(`installing ${app.name}`);
    await acapkit(['install', app.file, '-d', camera.name]);
    await acapkit(['start', app.name, '-d', camera.name]);
  }
  const seconds = 1;
  const deadline = Date.now() + timeoutMs;
  const changed = new Set();
  for (;;) {
    const rows = await readRows(camera, apps, seconds);
    // A parameter is changed once its app runs: a change before that would be its initial value.
    for (const row of rows) {
      if (changed.has(row.app) || Number(row.checks.frames.seen) === 0) continue;
      await acapkit(['params', row.app, `ReportSeconds=${seconds}`, '-d', camera.name]);
      changed.add(row.app);
    }
    progress(rows.map((row) => `${row.app} ${row.checks.frames.seen} frames`).join(', '));
    if (holds(rows) || Date.now() > deadline) return rows;
    await sleep(pollMs);
  }
}
