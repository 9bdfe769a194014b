// The parameters of the simulated camera: read-only values of the device profile and the parameters of each app. One store is
// read and written by the D-Bus service behind libaxparameter, by param.cgi and by the page.
import { EventEmitter } from 'node:events';
import { ParameterError } from './parameter-error.js';
import { readApps, removeApp, type StoredApp, type StoredParameter, writeApp } from './parameter-files.js';
import { checkName, checkValue, groupOf, parameterLimits, tooLarge } from './parameter-limits.js';
import { parseType } from './parameter-type.js';

export interface ParameterStoreOptions {
  /** Folder of the files, one per app; made when missing. */
  directory: string;
  /** Read-only values of the device, by name with or without `root.`. */
  profile?: Record<string, string>;
}

export interface ParameterDeclaration {
  name: string;
  default: string;
  type: string;
}

export interface NamedValue {
  /** Qualified: `root.Group.Name`. */
  name: string;
  value: string;
}

export interface ParameterChange extends NamedValue {
  /** Who wrote it, as given to `set`: `axparameter`, `param.cgi`, `page` … */
  by: string;
}

export interface SetOptions {
  /** FALSE keeps the disk write and the `changed` event back until a later synced set in the same app. Default true. */
  sync?: boolean;
  /** Who writes. Only `simulator` may write parameters of a `readonly:` type. Default `api`. */
  by?: string;
}

interface Parameter {
  type: string;
  initial: string;
  value: string;
}

interface App {
  app: string;
  group: string;
  parameters: Map<string, Parameter>;
  /** Short names with a changed value that is not on the disk yet, and who changed it. */
  pending: Map<string, string>;
}

interface Found {
  app: App;
  short: string;
  parameter: Parameter | undefined;
}

function qualified(name: string): string {
  return name.startsWith('root.') ? name : `root.${name}`;
}

export class ParameterStore extends EventEmitter<{ changed: [ParameterChange] }> {
  readonly #directory: string;
  readonly #profile = new Map<string, string>();
  readonly #apps = new Map<string, App>();

  /** Reads what an earlier run left in the folder; throws `simulator/parameters-broken` for a file that is not ours. */
  constructor(options: ParameterStoreOptions) {
    super();
    this.#directory = options.directory;
    for (const [name, value] of Object.entries(options.profile ?? {}))
      this.#profile.set(qualified(name), value);
    for (const stored of readApps(options.directory)) this.#restore(stored);
  }

  /** The value, or undefined. `root.` may be left out. */
  get(name: string): string | undefined {
    const full = qualified(name);
    return this.#profile.get(full) ?? this.#locate(full)?.parameter?.value;
  }

  /** The type text of an app's parameter (`string` when none was given); undefined for the device's own. */
  typeOf(name: string): string | undefined {
    return this.#locate(qualified(name))?.parameter?.type;
  }

  /**
   * Writes a value without checking it against the type, as the camera's library does. With `sync` the values put off before in
   * the same app are written and announced too, oldest first. A value that is already there is no change.
   */
  set(name: string, value: string, options: SetOptions = {}): void {
    const { sync = true, by = 'api' } = options;
    const full = qualified(name);
    const found = this.#locate(full);
    if (this.#profile.has(full)) throw new ParameterError('read-only', name, `${full} cannot be written`);
    if (!found?.parameter) throw new ParameterError('not-found', name, `there is no parameter ${full}`);
    if (parseType(found.parameter.type).readonly && by !== 'simulator')
      throw new ParameterError('read-only', name, `${full} is of a readonly type`);
    checkValue(full, value);
    if (found.parameter.value !== value)
      this.#change(found.app, found.short, found.parameter, value, by, sync);
    else if (sync) this.#flush(found.app);
  }

  /** Adds a parameter to the group of an installed app; `exists` when it is there already. The type text is not checked. */
  add(app: string, name: string, value: string, type: string): void {
    const owner = this.#app(app, name);
    const short = this.#short(owner, name);
    checkName(name, short);
    if (owner.parameters.has(short))
      throw new ParameterError('exists', name, `${name} has been added before`);
    if (owner.parameters.size >= parameterLimits.perApp)
      throw tooLarge(app, 'parameters', parameterLimits.perApp);
    checkValue(name, value);
    if (Buffer.byteLength(type) > parameterLimits.typeBytes)
      throw tooLarge(name, 'type', parameterLimits.typeBytes);
    owner.parameters.set(short, { type: type === '' ? 'string' : type, initial: value, value });
    this.#saveOr(owner, () => owner.parameters.delete(short));
  }

  /** Removes a parameter of an installed app. */
  remove(app: string, name: string): void {
    const owner = this.#app(app, name);
    const short = this.#short(owner, name);
    const parameter = owner.parameters.get(short);
    if (!parameter) throw new ParameterError('not-found', name, `${app} has no parameter ${short}`);
    owner.parameters.delete(short);
    this.#saveOr(owner, () => owner.parameters.set(short, parameter));
    owner.pending.delete(short);
  }

  /** All parameters below a group (any letter case, with or without `root.`), or one parameter; without a group everything. */
  list(group = 'root'): NamedValue[] {
    const wanted = group.toLowerCase() === 'root' ? 'root' : qualifiedLower(group);
    const inside = (name: string) => {
      const lower = name.toLowerCase();
      return lower === wanted || lower.startsWith(`${wanted}.`);
    };
    return this.#all().filter(({ name }) => inside(name));
  }

  /** Makes the parameters of a manifest. Existing values survive, types follow the manifest, other parameters stay. */
  declareApp(app: string, parameters: ParameterDeclaration[]): void {
    const owner = this.#apps.get(groupOf(app)) ?? this.#newApp(app);
    if (owner.app !== app)
      throw new ParameterError('exists', app, `the apps ${owner.app} and ${app} share one parameter group`);
    const before = new Map(owner.parameters);
    for (const { name, default: initial, type } of parameters) {
      checkName(name, name);
      checkValue(name, initial);
      const value = before.get(name)?.value ?? initial;
      owner.parameters.set(name, { type: type === '' ? 'string' : type, initial, value });
    }
    if (owner.parameters.size > parameterLimits.perApp) {
      owner.parameters = before;
      throw tooLarge(app, 'parameters', parameterLimits.perApp);
    }
    this.#apps.set(owner.group, owner);
    this.#save(owner);
  }

  /** Forgets an app and its parameters, as uninstalling does. */
  forgetApp(app: string): void {
    if (this.#apps.get(groupOf(app))?.app !== app) return;
    this.#apps.delete(groupOf(app));
    removeApp(this.#directory, groupOf(app));
  }

  /**
   * The qualified name an app means: a name without a dot is its own; with a dot it is another group's, unless only the app
   * itself has such a parameter.
   */
  resolve(app: string, name: string): string {
    if (name.startsWith('root.')) return name;
    const own = `root.${groupOf(app)}.${name}`;
    if (!name.includes('.')) return own;
    const other = `root.${name}`;
    return this.get(other) === undefined && this.get(own) !== undefined ? own : other;
  }

  #all(): NamedValue[] {
    const device = [...this.#profile].map(([name, value]) => ({ name, value }));
    const own = [...this.#apps.values()].flatMap((app) =>
      [...app.parameters].map(([short, { value }]) => ({ name: `root.${app.group}.${short}`, value })),
    );
    return [...device, ...own];
  }

  #locate(full: string): Found | undefined {
    const [, group, ...rest] = full.split('.');
    const app = group === undefined ? undefined : this.#apps.get(group);
    const short = rest.join('.');
    return app && { app, short, parameter: app.parameters.get(short) };
  }

  #app(app: string, name: string): App {
    const owner = this.#apps.get(groupOf(app));
    if (owner?.app === app) return owner;
    throw new ParameterError('not-found', name, `no app named ${app} is installed`);
  }

  #newApp(app: string): App {
    if (!/^\w{1,64}$/.test(app))
      throw new ParameterError('invalid', app, `"${app}" cannot be the name of an app`);
    if (this.#apps.size >= parameterLimits.apps) throw tooLarge(app, 'apps', parameterLimits.apps);
    return { app, group: groupOf(app), parameters: new Map(), pending: new Map() };
  }

  /** Drops `root.<Group>.` or `<Group>.` of the app itself. */
  #short(owner: App, name: string): string {
    const prefix = `root.${owner.group}.`;
    const full = qualified(name);
    return full.startsWith(prefix) ? full.slice(prefix.length) : name;
  }

  #change(app: App, short: string, parameter: Parameter, value: string, by: string, sync: boolean): void {
    const old = parameter.value;
    const wasPending = app.pending.get(short);
    parameter.value = value;
    app.pending.set(short, by);
    if (!sync) return;
    try {
      this.#flush(app);
    } catch (error) {
      parameter.value = old;
      if (wasPending === undefined) app.pending.delete(short);
      throw error;
    }
  }

  /** Writes what was put off and then tells about it. */
  #flush(app: App): void {
    if (app.pending.size === 0) return;
    this.#save(app);
    const changes = [...app.pending];
    app.pending.clear();
    for (const [short, by] of changes) {
      const value = app.parameters.get(short)?.value;
      if (value !== undefined) this.emit('changed', { name: `root.${app.group}.${short}`, value, by });
    }
  }

  #saveOr(app: App, undo: () => void): void {
    try {
      this.#save(app);
    } catch (error) {
      undo();
      throw error;
    }
  }

  #save(app: App): void {
    const kept = ({ type, initial, value }: Parameter): StoredParameter =>
      parseType(type).nosync ? { type, initial } : { type, initial, value };
    const parameters = Object.fromEntries([...app.parameters].map(([name, one]) => [name, kept(one)]));
    writeApp(this.#directory, app.group, { app: app.app, parameters });
  }

  #restore(stored: StoredApp): void {
    const app = this.#newApp(stored.app);
    for (const [name, { type, initial, value }] of Object.entries(stored.parameters))
      app.parameters.set(name, { type, initial, value: value ?? initial });
    this.#apps.set(app.group, app);
  }
}

function qualifiedLower(group: string): string {
  return qualified(group.toLowerCase().replace(/\.$/, ''));
}
