#!/usr/bin/env node
// acapkit <command>. Commands load their code when they run, so that --help is instant.
import { readFileSync } from 'node:fs';
import { type Argument, Command, CommanderError } from 'commander';
import { packagePath } from '../support/package-root.js';
import { registerApps } from './apps.js';
import { registerAudit } from './audit.js';
import { registerBuild } from './build.js';
import { registerCheck } from './check.js';
import { registerDiff } from './diff.js';
import { registerDoctor } from './doctor.js';
import { registerEnv } from './env.js';
import { registerInspect } from './inspect.js';
import { registerInstall } from './install.js';
import { registerLogs } from './logs.js';
import { registerMigrate } from './migrate.js';
import { registerNew } from './new.js';
import { registerOldTools } from './old-tools.js';
import { registerPack } from './pack.js';
import { registerPackageConf } from './package-conf.js';
import { registerParams } from './params.js';
import { registerRun } from './run.js';
import { registerSignature } from './signature.js';
import { registerSim } from './sim.js';

const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string };

const argumentTerm = (argument: Argument): string => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

const program = new Command('acapkit')
  .description('Author, build, pack and run apps for Axis cameras; no camera and no SDK image needed.')
  .version(version)
  .showSuggestionAfterError()
  // Without `[options]` at each name, so that the descriptions have room on a narrow terminal.
  .configureHelp({
    subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentTerm)].join(' '),
  })
  .exitOverride();

for (const register of [
  registerNew,
  registerCheck,
  registerMigrate,
  registerPackageConf,
  registerBuild,
  registerEnv,
  registerPack,
  registerAudit,
  registerInspect,
  registerDiff,
  registerSignature,
  registerSim,
  registerRun,
  registerInstall,
  registerApps,
  registerLogs,
  registerParams,
  registerDoctor,
  registerOldTools,
]) {
  register(program);
}
for (const command of program.commands) command.exitOverride();

// A reader that went away (`acapkit logs -f | head`) ends the command as Ctrl-C would: with its clean-up, without a stack.
process.stdout.on('error', () => process.kill(process.pid, 'SIGTERM'));

try {
  await program.parseAsync();
} catch (error) {
  // Wrong usage is 2; --help and --version are 0. Everything else was reported where it happened.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
