// What the page shows, as plain values: apps, events, parameters with their types, and measured figures.
import type { Apps } from '../apps.js';
import type { HubEvent } from '../events/event-hub.js';
import type { FrameStats, PreviewClient, StreamStats } from '../frame-source/preview-client.js';
import type { ParameterStore } from '../parameters/parameter-store.js';
import { parseType } from '../parameters/parameter-type.js';
import { shownValue } from './param.js';

export interface StatsView {
  apps: Record<string, { cpuPercent: number; memoryBytes: number; processes: number }>;
  /** undefined while the frame server does not answer. `app` is the app whose process opened the stream. */
  video: (FrameStats & { streams: (StreamStats & { app?: string })[] }) | undefined;
}

export type StatsSource = () => Promise<StatsView>;

/** Figures of apps and streams; the load of apps is that since the call before. */
export async function statsView(apps: Apps, preview: PreviewClient): Promise<StatsView> {
  const usage = apps.usage();
  const video = await preview.stats();
  const ownerOf = (pid: number) => [...usage].find(([, { pids }]) => pids.includes(pid))?.[0];
  const streams = video?.streams.map((stream) => {
    const app = ownerOf(stream.pid);
    return app === undefined ? stream : { ...stream, app };
  });
  return { apps: Object.fromEntries(usage), video: video && streams && { ...video, streams } };
}

export function appsView(apps: Apps): unknown[] {
  return apps
    .list()
    .map(({ name, friendlyName, vendor, version, architecture, runMode, state, restarts, settingPage }) => ({
      name,
      friendlyName,
      vendor,
      version,
      architecture: architecture ?? 'all',
      runMode,
      state,
      restarts,
      settingPage,
    }));
}

export function eventView(event: HubEvent): unknown {
  const { topic, operation, stateful, timestamp, items } = event;
  return { topic, operation, stateful, timestamp, items };
}

/** Parameters of apps, with what an input for each needs to know. `hidden` ones are shown too: this page is for developers. */
export function parametersView(parameters: ParameterStore): unknown[] {
  return parameters.list().flatMap(({ name, value }) => {
    const type = parameters.typeOf(name);
    if (type === undefined) return [];
    return [{ name, value: shownValue(type, value), type: pageType(type) }];
  });
}

function pageType(type: string): unknown {
  const parsed = parseType(type);
  if (parsed.kind !== 'int') return parsed;
  // JSON has no infinity.
  const ranges = parsed.ranges.map(({ min, max }) => ({
    min: Number.isFinite(min) ? min : null,
    max: Number.isFinite(max) ? max : null,
  }));
  return { ...parsed, ranges };
}
