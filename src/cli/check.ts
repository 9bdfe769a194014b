// acapkit check: the manifest against its schema, all findings at once.
import type { Command } from 'commander';
import { runs, type Work } from './command.js';

const work: Work<object> = async (output, [directory = '.']) => {
  const { loadProject } = await import('../project/load.js');
  const { checkManifest } = await import('../manifest/check.js');
  const project = await loadProject(directory);
  const findings = checkManifest(project.manifest);
  for (const finding of findings) if (!output.json) output.finding(finding);
  const { appName } = project.manifest.value.acapPackageConf?.setup ?? {};
  if (findings.length === 0)
    output.line(
      `${output.paint('green', 'ok')} ${appName}: manifest schema ${project.manifest.value.schemaVersion}`,
    );
  return { findings, failed: findings.length > 0 };
};

export function registerCheck(program: Command): void {
  runs(
    program
      .command('check')
      .argument('[dir]', 'folder of the app', '.')
      .description('check the manifest of an app')
      .addHelpText('after', '\nExample:\n  acapkit check my-app'),
    async () => work,
  );
}
