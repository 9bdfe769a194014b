// What the steps of an upgrade share: the text that is edited, and the report.
import type { Finding } from '../../support/errors.js';
import type { JsonPath } from '../json-path.js';
import { isObject, type ManifestText } from '../manifest-text.js';
import type { ManifestDocument } from '../parse.js';
import type { Change } from './report.js';

export class Upgrade {
  readonly changes: Change[] = [];
  /** Reasons not to migrate at all. */
  readonly refusals: Finding[] = [];

  /** @param to the schema version of the result */
  constructor(
    readonly source: ManifestDocument,
    readonly edit: ManifestText,
    readonly to: string,
  ) {}

  /** Adds a row; `path` is its place in the manifest as it was. */
  changed(change: Omit<Change, 'location'>, path?: JsonPath): void {
    this.changes.push({ ...change, ...(path && { location: this.source.locateKey(path) }) });
  }

  /** Removes a field and says so. */
  drop(path: JsonPath, why: string): void {
    const value = this.edit.at(...path);
    if (value === undefined) return;
    this.edit.remove(path);
    this.changed({ action: 'dropped', from: path.join('.'), value, why }, path);
  }

  /** Removes objects that have nothing in them, innermost first. */
  prune(...paths: JsonPath[]): void {
    for (const path of paths) {
      const value = this.edit.at(...path);
      if (isObject(value) && Object.keys(value).length === 0) this.edit.remove(path);
    }
  }
}
