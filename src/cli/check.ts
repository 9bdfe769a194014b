// acapkit check: an app's manifest, files and programs against the schema and all named rules, all findings at once.
import type { Command } from 'commander';
import { declaredVersion } from '../manifest/types.js';
import type { CheckedApp, CheckFlags } from './check-steps.js';
import { collect, runs, type Work } from './command.js';
import type { Fixed } from './fix-steps.js';
import type { Output } from './output.js';
import { counted } from './plain-text.js';

interface Flags extends CheckFlags {
  fix?: boolean;
}

/** Such as `1 error, 2 warnings`. */
function summary(app: CheckedApp): string {
  const count = (severity: string) =>
    app.judgements.filter(({ finding }) => finding.severity === severity).length;
  const parts = (['error', 'warning', 'hint'] as const).flatMap((severity) =>
    count(severity) > 0 ? [counted(count(severity), severity)] : [],
  );
  return parts.length > 0 ? parts.join(', ') : 'nothing to say';
}

function report(output: Output, app: CheckedApp, fixed: Fixed[], failed: boolean): void {
  for (const { code, what } of fixed) output.line(`${output.paint('green', 'fixed')} ${code}: ${what}`);
  if (!output.json) for (const { finding } of app.judgements) output.finding(finding);
  const { value, file } = app.document;
  const appName: unknown = value.acapPackageConf?.setup?.appName;
  const name = typeof appName === 'string' ? appName : file;
  const word = failed ? output.paint('red', 'failed') : output.paint('green', 'ok');
  const judged =
    app.source === 'manifest' ? `manifest schema ${declaredVersion(value) || 'unknown'}` : 'package.conf';
  output.line(`${word} ${name}: ${judged}, ${summary(app)}`);
  const curable = app.judgements.filter(({ cure }) => cure !== undefined).length;
  if (curable > 0) output.line(`${counted(curable, 'finding')} can be cured with: acapkit check --fix`);
  if (!failed && app.source === 'manifest' && officialSchema(app) === undefined)
    output.line(
      output.paint(
        'dim',
        'Checked with a schema reconstructed from public documents; --schema-dir takes Axis’ own files.',
      ),
    );
}

function officialSchema(app: CheckedApp): string | undefined {
  const version = app.schemas.resolve(declaredVersion(app.document.value));
  return version === undefined ? undefined : app.schemas.officialFile(version);
}

const work: Work<Flags> = async (output, [target = '.'], flags) => {
  const { checkApp } = await import('./check-steps.js');
  const { fixApp } = await import('./fix-steps.js');
  const { app, fixed } = flags.fix
    ? await fixApp(target, flags)
    : { app: await checkApp(target, flags), fixed: [] };
  const findings = app.judgements.map(({ finding }) => finding);
  const failed = findings.some(({ severity }) => severity === 'error');
  report(output, app, fixed, failed);
  const schema = officialSchema(app);
  return {
    findings,
    ...(flags.fix ? { fixed } : {}),
    schema: schema === undefined ? { source: 'reconstructed' } : { source: 'official', file: schema },
    failed,
  };
};

export function registerCheck(program: Command): void {
  runs(
    program
      .command('check')
      .argument('[app]', 'folder of the app, a manifest.json, or an .eap', '.')
      .description('check an app or a package: manifest, files, programs')
      .option('--fix', 'apply the cures that are mechanical')
      .option('--os <version>', 'oldest AXIS OS that shall be served, such as 11 or 12.4')
      .option('--sdk <generation>', 'follow this generation of Axis’ SDK, such as 12.2 (default: the newest)')
      .option('--schema-dir <dir>', 'folder with Axis’ own schema files; they go before ours')
      .option('--previous <app>', 'the release before: an .eap, a manifest.json or a folder')
      .option('--add <file>', 'a further file or folder that will be packed; repeat for more', collect)
      .addHelpText(
        'after',
        '\nExamples:\n  acapkit check my-app --fix\n  acapkit check dist/My_App_1_0_0_aarch64.eap --os 12.0',
      ),
    async () => work,
  );
}
