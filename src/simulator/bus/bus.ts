// The simulated camera's system bus: a private dbus-daemon in a folder of ours, and our own connection to it.
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type MessageBus, sessionBus } from '@particle/dbus-next';
import { errnoOf, failure } from '../../support/errors.js';

export interface Bus {
  /** Value for `DBUS_SYSTEM_BUS_ADDRESS`. */
  address: string;
  /** Our connection, on which the services are exported. */
  connection: MessageBus;
  /** Ends the connection and the daemon; safe to call twice. */
  stop(): Promise<void>;
}

export interface BusOptions {
  /** Folder for the socket and the configuration; made when missing. Only its owner can enter it. */
  directory: string;
  /** The daemon to run; default `dbus-daemon` on the PATH. */
  program?: string;
}

/** Longest path dbus-daemon takes for a socket (its _DBUS_MAX_SUN_PATH_LENGTH), a little below what Linux allows. */
const socketPathBytesMax = 99;
const stderrBytesMax = 4096;
const stopTimeoutMs = 2000;

/**
 * Runs the daemon and ends it when standard input ends. Our end of that pipe closes however we end, also by SIGKILL, so no daemon
 * is left behind; it needs nothing but a shell, where `setpriv --pdeathsig` would be one more program to miss.
 */
const watchdog = `
exec 3<&0 </dev/null
"$@" 3<&- &
daemon=$!
(read -r _ <&3; kill "$daemon" 2>/dev/null) &
watcher=$!
exec 3<&-
wait "$daemon"
status=$?
kill "$watcher" 2>/dev/null
exit "$status"
`;

/** Anyone on this private bus may own, send and receive; the socket's folder decides who gets here. */
function configuration(socket: string): string {
  const limits = {
    max_incoming_bytes: 67_108_864,
    max_outgoing_bytes: 67_108_864,
    max_message_size: 16_777_216,
    max_completed_connections: 512,
    max_connections_per_user: 512,
    max_replies_per_connection: 1024,
    max_match_rules_per_connection: 4096,
    max_names_per_connection: 512,
  };
  const lines = Object.entries(limits).map(([name, value]) => `  <limit name="${name}">${value}</limit>`);
  const escaped = encodeURIComponent(socket).replaceAll('%2F', '/');
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${escaped}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
  </policy>
${lines.join('\n')}
</busconfig>
`;
}

function writeConfiguration(directory: string): string {
  const socket = path.join(path.resolve(directory), 'bus');
  if (Buffer.byteLength(socket) > socketPathBytesMax)
    throw failure('simulator/bus-path', 'the folder of the bus has too long a name for a unix socket', {
      expected: `at most ${socketPathBytesMax} bytes`,
      found: socket,
      fix: 'give a folder with a shorter path, for example below /tmp',
    });
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  fs.rmSync(socket, { force: true });
  const file = path.join(path.resolve(directory), 'bus.conf');
  fs.writeFileSync(file, configuration(socket));
  return file;
}

/** Waits for the line with the address; fails when the daemon ends before it. */
function addressOf(child: ChildProcess, program: string): Promise<string> {
  let stdout = '';
  let stderr = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk).slice(-stderrBytesMax);
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout = (stdout + chunk).slice(-stderrBytesMax);
      const end = stdout.indexOf('\n');
      if (end >= 0) resolve(stdout.slice(0, end));
    });
    child.on('error', reject);
    child.on('close', (code) => reject(startFailure(program, code, stderr.trim())));
  });
}

function startFailure(program: string, code: number | null, output: string): Error {
  if (code === 127)
    return failure(
      'simulator/bus-missing',
      'the simulated camera needs dbus-daemon, which is not installed',
      {
        expected: `${program} on the PATH`,
        fix: 'apt install dbus, or acapkit doctor --fix',
      },
    );
  return failure('simulator/bus-failed', `${program} did not start (exit code ${code}): ${output}`);
}

/** Connects to the bus. Later errors of the connection (the daemon is gone) are left to those who wait for replies. */
async function connect(address: string): Promise<MessageBus> {
  const connection = sessionBus({ busAddress: address });
  await new Promise<void>((resolve, reject) => {
    connection.on('connect', resolve);
    connection.on('error', reject);
  });
  return connection;
}

async function stopDaemon(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.stdin?.end();
  const timer = setTimeout(() => {
    // The group holds the shell, its watcher and the daemon: they were started detached.
    if (child.pid !== undefined) killGroup(child.pid);
  }, stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}

/**
 * Starts a private bus and waits until it takes connections. It ends with `stop()`, or by itself when this process ends, killed or
 * not. Throws `simulator/bus-missing`, `simulator/bus-path` or `simulator/bus-failed`.
 */
export async function startBus(options: BusOptions): Promise<Bus> {
  const program = options.program ?? 'dbus-daemon';
  const file = writeConfiguration(options.directory);
  const command = [program, `--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=1'];
  // Detached: Ctrl-C in a terminal goes to the whole foreground group, and the bus must outlive the clean-up of the rest.
  const child = spawn('/bin/sh', ['-c', watchdog, 'sh', ...command], { detached: true, stdio: 'pipe' });
  child.stdin.on('error', () => {}); // The shell may be gone already; its end is reported by 'close'.
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const address = await addressOf(child, program);
  const connection = await connect(address).catch(async (error: unknown) => {
    await stopDaemon(child, ended);
    throw error;
  });
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      connection.disconnect();
      await stopDaemon(child, ended);
    })();
    return stopping;
  };
  return { address, connection, stop };
}
