// What the steps from package.conf to a manifest share: the variables, and the report that every step writes its line into.
import type { Finding, Location } from '../../support/errors.js';
import { type ConfText, shownText } from '../conf/conf-text.js';
import type { PackageConf } from '../conf/package-conf.js';
import type { Change } from './report.js';

/** The files of an app of the time before manifests. */
export interface ConfSource {
  /** Name of package.conf, for findings. */
  file: string;
  conf: PackageConf;
  /** param.conf; undefined when there is none. */
  paramConf?: ConfText;
  /** The file that HTTPCGIPATHS names; undefined when there is none of that name. */
  cgi?: ConfText;
}

export class Draft {
  readonly changes: Change[] = [];
  readonly findings: Finding[];
  /** JSON paths joined by dots, and where their values stand in the source. */
  readonly places = new Map<string, Location>();

  /** @param schema the version of the manifest that is made */
  constructor(
    readonly source: ConfSource,
    readonly schema: string,
  ) {
    this.findings = [...source.conf.findings];
  }

  /** The value of a variable; '' when it is missing. */
  text(name: string): string {
    return this.source.conf.variables.get(name)?.value ?? '';
  }

  location(...names: string[]): Location | undefined {
    return names
      .map((name) => this.source.conf.variables.get(name)?.location)
      .find((place) => place !== undefined);
  }

  /** Adds a row about variables; its place is that of the first one that exists. */
  row(action: Change['action'], names: string[], facts: Omit<Change, 'action' | 'from' | 'location'>): void {
    const location = this.location(...names);
    this.changes.push({ action, from: names.join(', '), ...facts, ...(location && { location }) });
    if (facts.to !== undefined && location && !this.places.has(facts.to)) this.places.set(facts.to, location);
  }

  /** Takes a variable over as it is. Undefined, and no row, when it is missing or empty. */
  mapped(name: string, to: string, why?: string): string | undefined {
    const value = this.text(name);
    if (value === '') return undefined;
    this.row('mapped', [name], { to, value, ...(why !== undefined && { why }) });
    return value;
  }

  warn(name: string, facts: Omit<Finding, 'severity' | 'location' | 'found'>): void {
    const location = this.location(name) ?? { file: this.source.file };
    const value = this.source.conf.variables.get(name)?.value;
    const found = value === undefined ? `no ${name}` : `${name}=${shownText(value)}`;
    this.findings.push({ severity: 'warning', ...facts, location, found });
  }
}

/** A copy without the keys whose value is undefined. */
export function compact<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
