#!/usr/bin/env node
// `npm run lock`: new lock files for the sysroots of all OS profiles, from what the Debian archive has today. For maintainers, after a
// suite's point release. `npm run lock -- os11` makes those of one profile.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from './native.mjs';
import { asProgram } from './setup.mjs';
import { step } from './steps.mjs';

await asProgram(async () => {
  const { profileName, profileTable } = await import(path.join(root, 'dist', 'src', 'build', 'profiles.js'));
  const { ensureSysroot, writeLock } = await import(
    path.join(root, 'dist', 'src', 'build', 'sysroot', 'sysroot.js')
  );
  const wanted = process.argv.slice(2).map((name) => profileName(name));
  // Without a lock file the archive decides. Its sysroot is thrown away in the end: it has served.
  const used = new Set();
  try {
    for (const profile of wanted.length > 0 ? wanted : Object.keys(profileTable.profiles)) {
      for (const architecture of Object.keys(profileTable.architectures)) {
        await step(`${profile} ${architecture}`, async (onProgress) => {
          const lock = path.join(root, 'toolchains', 'locks', `${profile}-${architecture}.json`);
          await rm(lock, { force: true });
          const sysroot = await ensureSysroot(profile, architecture, { onProgress });
          used.add(sysroot.directory);
          await writeLock(sysroot);
        });
      }
    }
  } finally {
    await Promise.all([...used].map((directory) => rm(directory, { recursive: true, force: true })));
  }
});
