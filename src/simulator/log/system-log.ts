// The simulated camera's system log: what apps print and send to syslog, and what the camera itself did. A bounded ring in memory
// for the page and systemlog.cgi, and a rotating file that outlives a crash.
import { EventEmitter } from 'node:events';
import type { LogFile } from './log-file.js';

/** Names of syslog severities 0 to 7. */
export const severities = [
  'emergency',
  'alert',
  'critical',
  'error',
  'warning',
  'notice',
  'info',
  'debug',
] as const;
export type LogSeverity = (typeof severities)[number];

export interface LogEntry {
  /** Counts from 1; gaps do not occur. */
  id: number;
  /** Milliseconds since 1970. */
  time: number;
  /** Name of the app, or `system` for the camera itself. */
  app: string;
  severity: LogSeverity;
  /** One line without its end. */
  text: string;
  /** Process that wrote it, as told by syslog. */
  pid?: number;
  /** App that a line of the camera itself is about; it belongs to that app's log as well. */
  about?: string;
}

/** Whether an app's log shows the entry. */
export const concerns = (entry: LogEntry, app: string): boolean => entry.app === app || entry.about === app;

/** Lines beyond these are dropped from memory (oldest first), or cut. */
export const logLimits = { entries: 10_000, lineBytes: 8192 };

/** Host name in the text form; a camera's is `axis-` and its serial number. */
const hostName = 'axis-simulated';

/** Text on one line, at most `logLimits.lineBytes` long, with control characters made visible. */
export function cleanLine(text: string): string {
  const cut = text.length > logLimits.lineBytes ? `${text.slice(0, logLimits.lineBytes)} [cut]` : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is replaced
  return cut.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, (character) =>
    JSON.stringify(character).slice(1, -1),
  );
}

/** An entry as a camera's systemlog.cgi prints it. */
export function formatEntry(entry: LogEntry): string {
  const time = new Date(entry.time).toISOString().replace('Z', '+00:00');
  const severity = entry.severity.toUpperCase().padEnd(7);
  const process = entry.pid === undefined ? entry.app : `${entry.app}[${entry.pid}]`;
  return `${time} ${hostName} [ ${severity} ] ${process}: ${entry.text}`;
}

export class SystemLog extends EventEmitter<{ entry: [LogEntry] }> {
  readonly #file: LogFile | undefined;
  #entries: LogEntry[] = [];
  #count = 0;

  constructor(file?: LogFile) {
    super();
    this.#file = file;
    this.setMaxListeners(0);
  }

  /** Adds a line; never throws. */
  add(app: string, severity: LogSeverity, text: string, pid?: number): void {
    this.#append({ app, severity, text, ...(pid === undefined ? {} : { pid }) });
  }

  /** A line of the camera itself; `about` names the app that it concerns. */
  system(severity: LogSeverity, text: string, about?: string): void {
    this.#append({ app: 'system', severity, text, ...(about === undefined ? {} : { about }) });
  }

  #append(facts: Omit<LogEntry, 'id' | 'time'>): void {
    this.#count += 1;
    const entry = { ...facts, id: this.#count, time: Date.now(), text: cleanLine(facts.text) };
    this.#entries.push(entry);
    // Cutting in large steps keeps the ring cheap under a chatty app.
    if (this.#entries.length > logLimits.entries * 1.25)
      this.#entries = this.#entries.slice(-logLimits.entries);
    this.#file?.write(`${formatEntry(entry)}\n`);
    this.emit('entry', entry);
  }

  /** The last entries, oldest first, of one app or of all. */
  recent(options: { app?: string; limit?: number } = {}): LogEntry[] {
    const { app, limit = logLimits.entries } = options;
    const chosen = app === undefined ? this.#entries : this.#entries.filter((entry) => concerns(entry, app));
    return chosen.slice(-Math.min(limit, logLimits.entries));
  }

  /** Writes out and closes the file. */
  async close(): Promise<void> {
    await this.#file?.close();
  }
}
