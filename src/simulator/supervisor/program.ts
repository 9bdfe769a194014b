// How a program of a package is started on this computer: directly, or through qemu-user when it is an ARM program.
import { accessSync, closeSync, constants, openSync, readSync } from 'node:fs';
import { failure } from '../../support/errors.js';
import type { CameraArchitecture } from '../profile.js';

/** Libraries that replace the camera's own for one architecture. */
export interface NativeParts {
  /** Folder with the drop-in camera libraries. */
  dropInDirectory: string;
  /** Library preloaded into ARM programs, so that they can start other ARM programs. */
  guestExec?: string;
}

export interface Emulator {
  /** Absolute path of qemu-aarch64 or qemu-arm. */
  command: string;
  sysroot: string;
}

export interface ProgramContext {
  cameraArchitecture: CameraArchitecture;
  nativeFor: (architecture: CameraArchitecture) => NativeParts;
  qemuFor?: (architecture: 'aarch64' | 'armv7hf') => Emulator | undefined;
}

/** What to run and with which additions to the environment. `file` is the path as the program itself will see it. */
export interface ProgramPlan {
  command: string;
  args: string[];
  env: Record<string, string>;
  /** Folders and files outside the package that the program must be able to read. */
  readable: string[];
}

type ProgramKind = 'script' | 'host' | 'aarch64' | 'armv7hf';

const elfMachineAarch64 = 183;
const elfMachineArm = 40;

/** Reads the first bytes of a program. Throws `sim/not-startable` when it is missing or not executable. */
export function programKind(file: string): ProgramKind {
  const head = Buffer.alloc(20);
  try {
    accessSync(file, constants.X_OK);
    const descriptor = openSync(file, 'r');
    try {
      readSync(descriptor, head, 0, head.length, 0);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    throw failure('sim/not-startable', 'the package has no executable with the name of the app', {
      location: { file },
      expected: 'an executable file (mode 0755)',
      fix: 'build the app, and check that setup.appName is the name of its executable',
    });
  }
  if (head.toString('latin1', 0, 4) !== '\x7fELF') return 'script';
  const machine = head.readUInt16LE(18);
  if (machine === elfMachineArm) return 'armv7hf';
  return machine === elfMachineAarch64 && process.arch !== 'arm64' ? 'aarch64' : 'host';
}

/** @param onDisk where the program lies; @param file its path as the started process sees it */
export function planProgram(
  onDisk: string,
  file: string,
  args: string[],
  context: ProgramContext,
): ProgramPlan {
  const kind = programKind(onDisk);
  if (kind === 'aarch64' || kind === 'armv7hf') return emulated(kind, file, args, context);
  const { dropInDirectory } = context.nativeFor('host');
  const plan = {
    command: file,
    args,
    env: { LD_LIBRARY_PATH: dropInDirectory },
    readable: [dropInDirectory],
  };
  return kind === 'script' ? withGuest(plan, context) : plan;
}

function emulated(
  kind: 'aarch64' | 'armv7hf',
  file: string,
  args: string[],
  context: ProgramContext,
): ProgramPlan {
  const qemu = context.qemuFor?.(kind);
  if (!qemu)
    throw failure('sim/not-startable', `the app is an ${kind} program, and there is no emulator for it`, {
      location: { file },
      expected: `qemu-user and the sysroot for ${kind}`,
      fix: 'acapkit doctor --fix installs both; or build the app for the host',
    });
  const { dropInDirectory, guestExec } = context.nativeFor(kind);
  const guest = [
    '-L',
    qemu.sysroot,
    '-E',
    `LD_LIBRARY_PATH=${guestLibraryPath(kind, dropInDirectory, qemu.sysroot)}`,
  ];
  if (guestExec) guest.push('-E', `LD_PRELOAD=${guestExec}`);
  return {
    command: qemu.command,
    args: [...guest, file, ...args],
    env: { ACAPKIT_QEMU: qemu.command, ACAPKIT_SYSROOT: qemu.sysroot },
    readable: [qemu.command, qemu.sysroot, dropInDirectory, ...(guestExec ? [guestExec] : [])],
  };
}

const triples = { aarch64: 'aarch64-linux-gnu', armv7hf: 'arm-linux-gnueabihf' };

/**
 * qemu-arm 7.2 does not look into the sysroot for statx, by which the loader decides whether a folder exists; so the loader gives up on the
 * standard folders as soon as one library is not in them. Named in full, they are found.
 */
function guestLibraryPath(kind: 'aarch64' | 'armv7hf', dropInDirectory: string, sysroot: string): string {
  const folders = ['lib', 'usr/lib'].map((folder) => `${sysroot}/${folder}/${triples[kind]}`);
  return [dropInDirectory, ...folders].join(':');
}

/** A script on an ARM camera runs with the host's shell, but may start an ARM program where binfmt_misc knows qemu. */
function withGuest(plan: ProgramPlan, context: ProgramContext): ProgramPlan {
  const architecture = context.cameraArchitecture;
  const qemu = architecture === 'host' ? undefined : context.qemuFor?.(architecture);
  if (!qemu || architecture === 'host') return plan;
  const { dropInDirectory, guestExec } = context.nativeFor(architecture);
  const readable = [qemu.command, qemu.sysroot, dropInDirectory, ...(guestExec ? [guestExec] : [])];
  return { ...plan, env: { ACAPKIT_QEMU: qemu.command, ACAPKIT_SYSROOT: qemu.sysroot }, readable };
}
