// The surroundings of an app as on a camera, made with bubblewrap: its package read-only at /usr/local/packages/<app>, only localdata
// writable, its own processes, /dev/log and /tmp. The user number stays ours, because D-Bus checks it across the border.
import { execFile } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface SandboxOptions {
  app: string;
  /** Folder of the unpacked package. */
  packageDirectory: string;
  /** Folder with the sockets that apps connect to; seen read-only under the same path. */
  socketDirectory: string;
  /** Socket to be seen as /dev/log. */
  logSocket: string;
  /** Folder for the files that become the app's /etc/passwd and such. */
  etcDirectory: string;
  /** More files and folders to be seen read-only under the same path. */
  readable: string[];
}

/** Path of an app's package inside the sandbox and on a camera. */
export function packagePathOnCamera(app: string): string {
  return `/usr/local/packages/${app}`;
}

/** Says why bubblewrap cannot be used here, or undefined when it can. Tried with all that `sandboxArguments` needs. */
export async function sandboxProblem(): Promise<string | undefined> {
  const probe = [
    ...systemFolders(),
    ...isolation,
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--',
    '/bin/sh',
    '-c',
    'true',
  ];
  try {
    await promisify(execFile)('bwrap', probe, { timeout: 10_000 });
    return undefined;
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') return 'bubblewrap (bwrap) is not installed';
    return (stderr ?? '').trim() || `bwrap ended with ${String(code)}`;
  }
}

const isolation = [
  '--unshare-pid',
  '--unshare-ipc',
  '--unshare-uts',
  '--die-with-parent',
  '--new-session',
  '--cap-drop',
  'ALL',
  '--clearenv',
];

/** /usr as it is, and /bin, /lib … as the links or folders that this computer has. */
function systemFolders(): string[] {
  const args = ['--ro-bind', '/usr', '/usr'];
  for (const folder of ['/bin', '/sbin', '/lib', '/lib32', '/lib64']) {
    const status = lstatSync(folder, { throwIfNoEntry: false });
    if (status?.isSymbolicLink()) args.push('--symlink', readlinkSync(folder), folder);
    else if (status) args.push('--ro-bind', folder, folder);
  }
  return args;
}

/** Files of this computer's /etc that programs need for the loader, names, time and certificates. */
const sharedEtc = [
  '/etc/alternatives',
  '/etc/ca-certificates',
  '/etc/ssl',
  '/etc/pki',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/localtime',
  '/etc/resolv.conf',
  '/etc/nsswitch.conf',
];

/** On a camera the app has a user `acap-<app>` of the group `addon`. */
function writeEtc(options: SandboxOptions): string[] {
  const { uid, gid } = userInfo();
  const home = `${packagePathOnCamera(options.app)}/localdata`;
  const files: Record<string, string> = {
    passwd: `acap-${options.app}:x:${uid}:${gid}::${home}:/bin/sh\n`,
    group: `addon:x:${gid}:\n`,
    hosts: '127.0.0.1 localhost\n::1 localhost\n',
    hostname: 'axis-simulated\n',
  };
  mkdirSync(options.etcDirectory, { recursive: true });
  return Object.entries(files).flatMap(([name, content]) => {
    const file = path.join(options.etcDirectory, name);
    writeFileSync(file, content);
    return ['--ro-bind', file, `/etc/${name}`];
  });
}

/** What would be hidden by the empty /usr/local and /tmp, or lies outside /usr, has to be bound by name. */
function needsBinding(file: string): boolean {
  return !file.startsWith('/usr/') || file.startsWith('/usr/local/');
}

/** Arguments for bwrap up to the program. Writes the files for /etc. */
export function sandboxArguments(options: SandboxOptions): string[] {
  const home = packagePathOnCamera(options.app);
  const readable = [options.socketDirectory, ...options.readable].filter(
    (file) => needsBinding(file) && existsSync(file),
  );
  return [
    ...systemFolders(),
    ...[
      '--tmpfs',
      '/usr/local',
      '--tmpfs',
      '/tmp',
      '--dir',
      '/run',
      '--dir',
      '/var',
      '--symlink',
      '/tmp',
      '/var/tmp',
    ],
    ...['--proc', '/proc', '--dev', '/dev'],
    ...sharedEtc.filter((file) => existsSync(file)).flatMap((file) => ['--ro-bind', file, file]),
    ...writeEtc(options),
    ...[...new Set(readable)].flatMap((file) => ['--ro-bind', file, file]),
    ...['--ro-bind', options.packageDirectory, home],
    ...['--bind', path.join(options.packageDirectory, 'localdata'), `${home}/localdata`],
    ...['--remount-ro', '/usr/local'],
    ...['--bind', options.logSocket, '/dev/log'],
    ...isolation,
    ...['--hostname', 'axis-simulated', '--chdir', home],
  ];
}
