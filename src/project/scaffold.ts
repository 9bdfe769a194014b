// A new app from a template. The folder appears whole or not at all.
import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../support/errors.js';
import { packagePath, packageRoot } from '../support/package-root.js';

export interface ScaffoldOptions {
  directory: string;
  template: string;
  /** appName; made from the folder's name when absent. */
  name?: string;
  vendor?: string;
}

export interface Scaffolded {
  directory: string;
  appName: string;
  files: string[];
}

/** The camera's rule for appName since AXIS OS 12.0. */
const appNamePattern = /^[A-Za-z]\w{1,25}$/;

function toAppName(directory: string): string {
  const name = path
    .basename(directory)
    .toLowerCase()
    .replace(/\W+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 26);
  return name.length > 1 ? name : 'my_app';
}

function checkedAppName(options: ScaffoldOptions, directory: string): string {
  const name = options.name ?? toAppName(directory);
  if (appNamePattern.test(name)) return name;
  throw failure('new/app-name', `${name} cannot be an appName`, {
    expected: 'a letter, then letters, digits and _, 2 to 26 characters in all',
    found: name,
    fix: `for example --name ${toAppName(name)}`,
  });
}

async function checkedTemplate(name: string): Promise<string> {
  const known = (await readdir(packagePath('templates'))).sort();
  if (known.includes(name)) return packagePath('templates', name);
  throw failure('new/unknown-template', `there is no template ${name}`, {
    expected: known.join(', '),
    found: name,
    fix: 'choose one with --template',
  });
}

async function refuseExisting(directory: string): Promise<void> {
  const entries = await readdir(directory).catch(() => undefined);
  if (entries === undefined || entries.length === 0) return;
  throw failure('new/folder-exists', 'the folder exists and is not empty', {
    location: { file: directory },
    expected: 'a new or an empty folder',
    found: `${entries.length} entries`,
    fix: 'choose another folder',
  });
}

/** `my_app` → `My App`, as users see it. */
const friendlyName = (appName: string): string =>
  appName
    .split('_')
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/** An installed acapkit is a dependency by version; a checkout is one by path, and is linked so that editors find its types. */
async function dependency(): Promise<string> {
  const { version } = JSON.parse(await readFile(packagePath('package.json'), 'utf8')) as { version: string };
  return packageRoot.split(path.sep).includes('node_modules') ? `^${version}` : `file:${packageRoot}`;
}

/** npm leaves .gitignore out of packages, so templates carry it without the dot; a script is named like the app. */
function fileName(name: string, appName: string): string {
  if (name === 'gitignore') return '.gitignore';
  return name === 'APP_NAME' ? appName : name;
}

async function copyTemplate(
  from: string,
  to: string,
  appName: string,
  replace: (text: string) => string,
): Promise<string[]> {
  await mkdir(to, { recursive: true });
  const files: string[] = [];
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const name = fileName(entry.name, appName);
    const [source, target] = [path.join(from, entry.name), path.join(to, name)];
    if (entry.isDirectory()) {
      files.push(
        ...(await copyTemplate(source, target, appName, replace)).map((file) => path.join(name, file)),
      );
      continue;
    }
    await writeFile(target, replace(await readFile(source, 'utf8')));
    await chmod(target, (await stat(source)).mode & 0o111 ? 0o755 : 0o644);
    files.push(name);
  }
  return files;
}

/** Makes the folder. Throws `new/app-name`, `new/unknown-template`, `new/folder-exists`. */
export async function scaffold(options: ScaffoldOptions): Promise<Scaffolded> {
  const directory = path.resolve(options.directory);
  const appName = checkedAppName(options, directory);
  const template = await checkedTemplate(options.template);
  await refuseExisting(directory);
  const words: Record<string, string> = {
    APP_NAME: appName,
    FRIENDLY_NAME: friendlyName(appName),
    VENDOR: options.vendor ?? 'Unknown vendor',
    ACAPKIT: await dependency(),
  };
  const replace = (text: string): string =>
    text.replace(/@([A-Z_]+)@/g, (whole, word: string) => words[word] ?? whole);
  const working = `${directory}.partial-${process.pid}`;
  try {
    const files = await copyTemplate(template, working, appName, replace);
    if (words.ACAPKIT?.startsWith('file:') && files.includes('package.json')) await linkCheckout(working);
    await rm(directory, { recursive: true, force: true });
    await rename(working, directory);
    return { directory, appName, files: files.sort() };
  } catch (error) {
    await rm(working, { recursive: true, force: true });
    throw error;
  }
}

/** What `npm link acapkit` would make: the package and its commands. */
async function linkCheckout(directory: string): Promise<void> {
  const modules = path.join(directory, 'node_modules');
  await mkdir(path.join(modules, '.bin'), { recursive: true });
  await symlink(packageRoot, path.join(modules, 'acapkit'));
  await symlink('../acapkit/dist/src/cli/main.js', path.join(modules, '.bin', 'acapkit'));
  await symlink('../acapkit/dist/src/cli/acap-build.js', path.join(modules, '.bin', 'acap-build'));
}
