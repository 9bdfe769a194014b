// Replacing a file in one step: whoever reads it sees the old or the new content, never half of one, whenever this process is killed.
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/** Writes a file under its name only when it is whole. Keeps the mode of the one that it replaces, and a symbolic link to it. */
export async function replaceFile(file: string, content: string | Buffer): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const facts = await stat(target).catch(() => undefined);
  const working = `${target}.${process.pid}.partial`;
  // A killed process of the same number may have left one.
  await rm(working, { force: true });
  try {
    await writeFile(working, content, { flag: 'wx', ...(facts && { mode: facts.mode & 0o7777 }) });
    await rename(working, target);
  } catch (error) {
    await rm(working, { force: true });
    throw error;
  }
}
