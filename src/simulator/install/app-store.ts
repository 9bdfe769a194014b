// The installed apps on disk: packages/<app>/. A new version is unpacked beside the old one as <app>.new and swapped in with renames;
// `recover` finishes or undoes what a killed process left, so that there is always either the old or the new app, with its localdata.
// App names have no dots, so the suffixes cannot be apps.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type AppDescription, describeInstalled } from './app-description.js';

/** The app whose new version a folder is, whole or still being unpacked. */
const stagedApp = (name: string): string | undefined => /^(\w+)\.new(\.\d+\.partial)?$/.exec(name)?.[1];

export class AppStore {
  readonly #directory: string;

  /** The folder is made when it is missing. */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o755 });
  }

  /** Folder of an installed app. */
  folderOf(app: string): string {
    return path.join(this.#directory, app);
  }

  /** Folder to unpack a new version into. */
  stagingOf(app: string): string {
    return path.join(this.#directory, `${app}.new`);
  }

  list(): AppDescription[] {
    return this.#names('').flatMap((name) => {
      const app = describeInstalled(this.folderOf(name));
      return app?.name === name ? [app] : [];
    });
  }

  /** Makes the unpacked new version the installed one. The old localdata wins over one that the package brings. */
  async commit(app: string): Promise<void> {
    const old = this.#aside(app);
    await mkdir(path.join(this.stagingOf(app), 'localdata'), { recursive: true });
    await rm(old, { recursive: true, force: true });
    if (existsSync(this.folderOf(app))) await rename(this.folderOf(app), old);
    await rename(this.stagingOf(app), this.folderOf(app));
    await this.#finish(app);
  }

  /** Takes away the new version, and what a killed process left of unpacking it. */
  async discardStaging(app: string): Promise<void> {
    for (const name of readdirSync(this.#directory))
      if (stagedApp(name) === app)
        await rm(path.join(this.#directory, name), { recursive: true, force: true });
  }

  /** Removes an app with its localdata. After the rename it is gone, even if the deletion is cut off. */
  async remove(app: string): Promise<void> {
    const grave = path.join(this.#directory, `${app}.removing`);
    await rm(grave, { recursive: true, force: true });
    await rename(this.folderOf(app), grave);
    await rm(grave, { recursive: true, force: true });
  }

  /** Cleans up after a process that was killed; gives one line per thing done. */
  async recover(): Promise<string[]> {
    const done: string[] = [];
    for (const app of this.#names('.old')) {
      if (existsSync(this.folderOf(app))) {
        await this.#finish(app);
        done.push(`finished the interrupted upgrade of ${app}`);
      } else {
        await rename(this.#aside(app), this.folderOf(app));
        done.push(`undid the interrupted upgrade of ${app}; the old version is installed`);
      }
    }
    const staged = readdirSync(this.#directory).flatMap((name) => stagedApp(name) ?? []);
    for (const app of new Set(staged)) {
      await this.discardStaging(app);
      done.push(`removed the interrupted installation of ${app}`);
    }
    for (const app of this.#names('.removing')) {
      await rm(path.join(this.#directory, `${app}.removing`), { recursive: true, force: true });
      done.push(`finished the interrupted removal of ${app}`);
    }
    return done;
  }

  #aside(app: string): string {
    return path.join(this.#directory, `${app}.old`);
  }

  /** Second half of a swap; can be repeated at any point. */
  async #finish(app: string): Promise<void> {
    const kept = path.join(this.#aside(app), 'localdata');
    const current = path.join(this.folderOf(app), 'localdata');
    if (existsSync(kept)) {
      await rm(current, { recursive: true, force: true });
      await rename(kept, current);
    }
    await rm(this.#aside(app), { recursive: true, force: true });
  }

  #names(suffix: '' | '.old' | '.removing'): string[] {
    const names = readdirSync(this.#directory).filter((name) => name.endsWith(suffix));
    return names
      .map((name) => name.slice(0, name.length - suffix.length))
      .filter((name) => /^\w+$/.test(name));
  }
}
