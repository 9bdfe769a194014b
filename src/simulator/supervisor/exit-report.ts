// How an app ended, in words, with a cure for the causes that everybody meets once.
import { constants } from 'node:os';

const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** In a sandbox, and in shells, 128 + n stands for signal n. */
export function signalOf(exit: Exit): string | undefined {
  if (exit.signal) return exit.signal;
  return exit.code !== null && exit.code > 128 ? signalNames.get(exit.code - 128) : undefined;
}

/** True when respawnOnFailure starts the app again. */
export function isFailure(exit: Exit): boolean {
  return exit.code !== 0;
}

interface Hint {
  pattern: RegExp;
  cure: (match: RegExpExecArray) => string;
}

const cameraLibrary =
  /^lib(vdostream|axevent|axparameter|larod|bbox|axoverlay|axoverlay2|axstorage|axserialport|licensekey|axhttp|axaudio|axptz|mdb)/;

function missingLibrary(name: string): string {
  if (cameraLibrary.test(name))
    return `${name} is a camera library that the simulated camera does not have (yet); the app runs on a camera only`;
  return `put ${name} into the folder lib/ of the app, and link with -Wl,-rpath,'$ORIGIN/lib'`;
}

const hints: Hint[] = [
  {
    pattern: /error while loading shared libraries: ([^\s:]+): cannot open/,
    cure: (match) => missingLibrary(match[1] ?? ''),
  },
  {
    pattern: /version [`']([^']+)' not found/,
    cure: (match) =>
      match[1]?.startsWith('GLIBC')
        ? `the app was linked against a newer system (${match[1]}); build it with the sysroot of the camera`
        : `the app wants ${match[1]} of a library that is older here; build it for this AXIS OS version`,
  },
  {
    pattern: /undefined symbol: (\w+)/,
    cure: (match) =>
      `${match[1]} is in no library that was loaded; link the library that has it, or build for this AXIS OS`,
  },
  {
    pattern: /exec format error/i,
    cure: () => 'the program is for another processor; build it for this camera',
  },
  {
    pattern: /qemu-\w+: Could not open '([^']+)'/,
    cure: (match) => `${match[1]} is not in the sysroot; acapkit doctor --fix brings it up to date`,
  },
  {
    pattern: /Read-only file system/,
    cure: () => 'apps may write to localdata/ and /tmp only, here as on a camera',
  },
];

const signalHints: Record<string, string> = {
  SIGSEGV: 'it used memory that is not its own; run it under gdb or with -fsanitize=address',
  SIGABRT: 'it gave up by itself (assert, abort, g_error); the lines before this one say why',
  SIGILL: 'it used an instruction this processor does not have; check -mcpu',
  SIGKILL: 'it was killed from outside, for example because memory ran out',
};

/** `ended with code 1`, and a cure when one is known. `lastLines` are the last lines the app printed. */
export function describeExit(exit: Exit, lastLines: string[]): { summary: string; cure: string | undefined } {
  const signal = signalOf(exit);
  const summary = signal ? `was ended by ${signal}` : `ended with code ${exit.code ?? 'unknown'}`;
  if (exit.code === 0) return { summary, cure: undefined };
  for (const line of [...lastLines].reverse()) {
    for (const { pattern, cure } of hints) {
      const match = pattern.exec(line);
      if (match) return { summary, cure: cure(match) };
    }
  }
  return { summary, cure: signal ? signalHints[signal] : undefined };
}
