// From an uploaded file to an installed app: read, check, stop the old version, unpack beside it, swap, run its script. Until the swap
// nothing of the old version is touched; a refusal leaves everything as it was.
import { extractPackage } from '../../package/extract.js';
import { type PackageContents, readPackage } from '../../package/reader.js';
import { AcapkitError, type Finding, messageOf } from '../../support/errors.js';
import type { ParameterStore } from '../parameters/parameter-store.js';
import { type AppDescription, describeApp } from './app-description.js';
import type { AppStore } from './app-store.js';
import { ApplicationError } from './application-error.js';
import { checkManifestSchema, checkRules, type RuleContext } from './rules.js';

export interface InstallSteps {
  store: AppStore;
  parameters: ParameterStore;
  rules: () => RuleContext;
  /** Ends the running app before its files are exchanged. */
  stopApp: (app: string) => Promise<void>;
}

/** Turns a finding of the package reader into the camera's number. */
function refusal(error: unknown): unknown {
  if (!(error instanceof AcapkitError)) return error;
  const [first] = error.findings;
  if (!first?.code.startsWith('package/')) return error;
  const details: Partial<Finding> = { ...first };
  if (first.code === 'package/bad-manifest')
    return new ApplicationError('invalidManifest', first.message, details);
  const tooLarge = first.code === 'package/too-large' || first.code === 'package/too-many-entries';
  return new ApplicationError(tooLarge ? 'tooLarge' : 'notAPackage', first.message, details);
}

async function read(file: string): Promise<PackageContents> {
  return readPackage(file).catch((error: unknown) => {
    throw refusal(error);
  });
}

/** Reads a package and applies all rules. Throws ApplicationError. */
export async function checkPackage(file: string, context: RuleContext): Promise<AppDescription> {
  const contents = await read(file);
  if (contents.manifest === undefined && contents.packageConf.APPNAME === undefined)
    throw new ApplicationError('notAPackage', 'the archive is no application package', {
      expected: 'manifest.json or package.conf in its root',
      found:
        contents.members
          .slice(0, 5)
          .map((member) => member.path)
          .join(', ') || 'nothing',
      fix: 'pack with acapkit pack or acap-build',
    });
  if (contents.manifest !== undefined) checkManifestSchema(contents.manifest, context.architecture);
  const app = describeApp(contents);
  if (!app)
    throw new ApplicationError('invalidManifest', 'manifest.json names no app', {
      expected: 'setup.appName',
    });
  checkRules(app, context);
  return app;
}

/** Declares the parameters; for a new app nothing is left behind when that fails. */
function declareParameters(parameters: ParameterStore, app: AppDescription, isNew: boolean): void {
  try {
    parameters.declareApp(app.name, app.parameters);
  } catch (error) {
    if (isNew) parameters.forgetApp(app.name);
    throw new ApplicationError('invalidManifest', `the parameters of ${app.name} cannot be made`, {
      found: messageOf(error),
      fix: 'correct paramConfig in the manifest',
    });
  }
}

/** Installs a package and gives the app; its script is not run yet. Throws ApplicationError. */
export async function installPackage(file: string, steps: InstallSteps): Promise<AppDescription> {
  const { store, parameters } = steps;
  const context = steps.rules();
  const app = await checkPackage(file, context);
  const isNew = !context.installed.some(({ name }) => name === app.name);
  await store.discardStaging(app.name);
  try {
    await extractPackage(file, store.stagingOf(app.name));
    await steps.stopApp(app.name);
    declareParameters(parameters, app, isNew);
    await store.commit(app.name);
  } catch (error) {
    await store.discardStaging(app.name);
    throw refusal(error);
  }
  return app;
}
