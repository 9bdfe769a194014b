// acapkit params: list the parameters of a camera or of an app, or change some.
import type { Command } from 'commander';
import { failure } from '../support/errors.js';
import { runs, type Work } from './command.js';
import { type DeviceFlags, deviceFlag } from './install.js';

/** `Name=value` words → qualified names. */
function assignments(group: string, words: string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const at = word.indexOf('=');
      if (at <= 0) {
        throw failure('cli/assignment', `${word} is not an assignment`, {
          expected: 'Name=value',
          found: word,
          fix: 'acapkit params my_app Name=value',
        });
      }
      return [`${group}.${word.slice(0, at)}`, word.slice(at + 1)];
    }),
  );
}

/** An app's group: its name with the first letter in upper case. */
const groupOf = (name: string): string =>
  name.startsWith('root.') ? name : `root.${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const work: Work<DeviceFlags> = async (output, [name, ...words], flags) => {
  const { findDevice } = await import('../device/find.js');
  const { listParameters, updateParameters } = await import('../device/parameters.js');
  const client = await findDevice(flags.device);
  const group = name === undefined ? undefined : groupOf(name);
  if (group && words.length > 0) await updateParameters(client, assignments(group, words));
  const parameters = await listParameters(client, group);
  for (const [key, value] of Object.entries(parameters)) output.line(`${key}=${value}`);
  return { parameters };
};

export function registerParams(program: Command): void {
  runs(
    program
      .command('params')
      .argument('[group]', 'appName or group, such as root.Brand')
      .argument('[assignments...]', 'Name=value, to change parameters')
      .description('show or change parameters')
      .option(...deviceFlag)
      .addHelpText('after', '\nExamples:\n  acapkit params my_app\n  acapkit params my_app Threshold=42'),
    async () => work,
  );
}
