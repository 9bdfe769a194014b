// Which of the host's packages are missing, and their installation with apt. The list is data: toolchains/host-packages.json.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { command } from './steps.mjs';

const lists = JSON.parse(readFileSync(new URL('../toolchains/host-packages.json', import.meta.url), 'utf8'));

function isUbuntu() {
  return existsSync('/etc/os-release') && /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function installedNames() {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format language
  const format = '${db:Status-Abbrev}\t${Package}\n';
  const text = execFileSync('dpkg-query', ['-W', '-f', format], { encoding: 'utf8', maxBuffer: 64 << 20 });
  return new Set(
    text
      .split('\n')
      .filter((line) => line.startsWith('ii'))
      .map((line) => line.split('\t')[1]),
  );
}

/** Packages of the groups (`use`, `test`) that are not installed: `{ name, why }[]`. Throws where there is no dpkg. */
export function missingPackages(groups = ['use']) {
  if (!existsSync('/usr/bin/dpkg-query')) {
    throw new Error('this machine has no dpkg: set-up knows Debian 12, Debian 13 and Ubuntu 24.04');
  }
  const installed = installedNames();
  const wanted = [...groups, ...(isUbuntu() ? ['ubuntu'] : [])].flatMap((group) => lists[group]);
  return wanted.filter(({ name, or = [] }) => ![name, ...or].some((candidate) => installed.has(candidate)));
}

function available(name) {
  try {
    return /Candidate: (?!\(none\))/.test(execFileSync('apt-cache', ['policy', name], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

/** Installs packages with apt, as root or through sudo. */
export async function installPackages(packages, progress) {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  const apt = (...args) => {
    const [program, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    return command(program, rest, { progress });
  };
  await apt('update');
  const names = packages.map(({ name, or = [] }) => [name, ...or].find(available) ?? name);
  await apt('install', '-y', '--no-install-recommends', ...names);
}
