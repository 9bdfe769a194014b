// Puts program, sandbox and environment together into one command. The same for the app itself and for its install scripts.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { failure } from '../../support/errors.js';
import { type ProgramContext, planProgram } from './program.js';
import { packagePathOnCamera, sandboxArguments } from './sandbox.js';

/** What all apps of a camera share. */
export interface LaunchContext extends ProgramContext {
  /** False when bubblewrap does not work here; apps then see this computer as it is. */
  sandboxed: boolean;
  socketDirectory: string;
  /** Socket of the app's log, by app. */
  logSocketOf: (app: string) => string;
  /** Folder for generated /etc files, by app. */
  etcDirectoryOf: (app: string) => string;
  /** Added to every app's environment: bus address, frame server. */
  environment: Record<string, string>;
}

export interface LaunchRequest {
  app: string;
  packageDirectory: string;
  /** File in the package to run; the app itself or a script. */
  program: string;
  args: string[];
}

export interface LaunchPlan {
  command: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
}

/** localdata is made; a link in its place is refused, because the sandbox would follow it to the outside. */
function prepareLocaldata(directory: string): void {
  const localdata = path.join(directory, 'localdata');
  const status = lstatSync(localdata, { throwIfNoEntry: false });
  if (!status) mkdirSync(localdata);
  else if (!status.isDirectory())
    throw failure('sim/not-startable', 'localdata of the app is not a folder', {
      location: { file: localdata },
      expected: 'a folder',
      fix: 'remove the app and install it again',
    });
}

/** The command to run, without running it. Throws `sim/not-startable`. */
export function planLaunch(request: LaunchRequest, context: LaunchContext): LaunchPlan {
  const { app, packageDirectory } = request;
  prepareLocaldata(packageDirectory);
  const home = context.sandboxed ? packagePathOnCamera(app) : packageDirectory;
  const onDisk = path.join(packageDirectory, request.program);
  const program = planProgram(onDisk, `${home}/${request.program}`, request.args, context);
  const env = {
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    HOME: `${home}/localdata`,
    USER: `acap-${app}`,
    LOGNAME: `acap-${app}`,
    ...context.environment,
    ...program.env,
  };
  const cwd = packageDirectory;
  if (!context.sandboxed) return { command: program.command, args: program.args, env, cwd };
  const sandbox = sandboxArguments({
    app,
    packageDirectory,
    socketDirectory: context.socketDirectory,
    logSocket: context.logSocketOf(app),
    etcDirectory: context.etcDirectoryOf(app),
    readable: program.readable,
  });
  // Library settings are for the app: in bwrap's own environment they would change bwrap.
  const settings = Object.entries(env).flatMap(([name, value]) => ['--setenv', name, value]);
  const args = [...sandbox, ...settings, '--', program.command, ...program.args];
  return { command: 'bwrap', args, env: { PATH: process.env.PATH ?? env.PATH }, cwd };
}

/** Starts the command in its own process group, with its output on pipes. */
export function launch(request: LaunchRequest, context: LaunchContext): ChildProcess {
  if (context.sandboxed && !existsSync(context.logSocketOf(request.app)))
    throw failure('sim/not-startable', `the log of ${request.app} is not open`, {
      fix: 'start the simulated camera again',
    });
  const { command, args, env, cwd } = planLaunch(request, context);
  return spawn(command, args, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}
