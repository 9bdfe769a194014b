// The `/dev/log` of one app. Node has no datagram unix sockets, but syslog(3) falls back from datagram to stream by itself
// (EPROTOTYPE), where each message ends in NUL. One socket per app tells whose message it is.
import { rmSync } from 'node:fs';
import net from 'node:net';
import { LineSplitter } from './line-splitter.js';
import { parseSyslog } from './syslog-message.js';
import type { SystemLog } from './system-log.js';

/** Connections of one app at a time; a further one is closed at once. */
const connectionsMax = 64;

export interface SyslogServer {
  /** Path of the socket, to be bound at `/dev/log`. */
  socket: string;
  close(): Promise<void>;
}

/** Listens for messages of `app`. `onMessage` is called for each message in addition to the log. */
export async function startSyslogServer(socket: string, app: string, log: SystemLog): Promise<SyslogServer> {
  rmSync(socket, { force: true });
  const connections = new Set<net.Socket>();
  const receive = (message: string) => {
    const { severity, tag, pid, text } = parseSyslog(message);
    const own = tag === '' || tag === app;
    log.add(app, severity, own ? text : `${tag}: ${text}`, pid);
  };
  const server = net.createServer((connection) => {
    connections.add(connection);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL ends a message
    const splitter = new LineSplitter(receive, /[\u0000\n]/);
    connection.on('data', (chunk) => splitter.push(chunk));
    connection.on('error', () => connection.destroy());
    connection.on('close', () => {
      splitter.end();
      connections.delete(connection);
    });
  });
  server.maxConnections = connectionsMax;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      for (const connection of connections) connection.destroy();
      server.close(() => resolve());
    });
  return { socket, close };
}
