// Groups and D-Bus methods in schema 2.x, which has closed lists, and new resources that an app may need to name.

import { setupPath } from '../json-path.js';
import { isListedMethod } from '../rules/resources.js';
import { linuxGroups } from '../schema-table/field.js';
import type { Upgrade } from './upgrade-state.js';

const linuxUser = ['resources', 'linux', 'user'];
const dbus = ['resources', 'dbus'];

function limitGroups(upgrade: Upgrade, list: string): void {
  const path = [...linuxUser, list];
  const groups = upgrade.edit.at(...path);
  if (!Array.isArray(groups)) return;
  const isAllowed = (group: unknown): boolean => typeof group === 'string' && linuxGroups.includes(group);
  if (groups.every(isAllowed)) return;
  const kept = groups.filter(isAllowed);
  for (const group of groups.filter((name) => !isAllowed(name)))
    upgrade.changed(
      { action: 'dropped', from: path.join('.'), value: group, why: 'no group of schema 2.x' },
      path,
    );
  if (kept.length > 0) upgrade.edit.set(path, kept);
  else upgrade.edit.remove(path);
}

function reportMethods(upgrade: Upgrade, list: string): void {
  const path = [...dbus, list];
  const methods = upgrade.edit.at(...path);
  if (!Array.isArray(methods)) return;
  methods.forEach((method, index) => {
    if (typeof method !== 'string' || isListedMethod(method)) return;
    const why = 'on no published list for 2.x; a camera may refuse it';
    upgrade.changed({ action: 'kept', from: path.join('.'), to: path.join('.'), value: method, why }, [
      ...path,
      index,
    ]);
  });
}

/** Drops groups that 2.x does not know, reports D-Bus methods on no list, and removes resources that are empty. */
export function limitResources(upgrade: Upgrade): void {
  for (const list of ['groups', 'conditionalGroups']) limitGroups(upgrade, list);
  for (const list of ['requiredMethods', 'conditionalMethods']) reportMethods(upgrade, list);
  upgrade.prune(linuxUser, ['resources', 'linux'], dbus, ['resources']);
}

interface Hint {
  resource: string;
  /** Fields that tell what the app is about, and what in them makes the resource likely. */
  fields: string[];
  pattern: RegExp;
  method?: RegExp;
  use: string;
}

const newResources: Hint[] = [
  {
    resource: 'deepLearningProcessor',
    fields: ['appName', 'friendlyName', 'runOptions'],
    pattern: /larod|dlpu|\.tflite/i,
    use: 'run a network on the DLPU',
  },
  {
    resource: 'overlay',
    fields: ['appName', 'friendlyName'],
    pattern: /overlay/i,
    method: /^com\.axis\.Overlay2\./,
    use: 'draw with axoverlay',
  },
];

/** Names new resources of 2.x where the manifest looks as if the app needed them; nothing is added. */
export function hints(upgrade: Upgrade): void {
  const methods = ['requiredMethods', 'conditionalMethods'].flatMap(
    (list) => upgrade.edit.at(...dbus, list) ?? [],
  );
  for (const { resource, fields, pattern, method, use } of newResources) {
    if (upgrade.edit.at('resources', resource) !== undefined) continue;
    const words = fields
      .map((name) => upgrade.edit.at(...setupPath(name)))
      .find((text) => typeof text === 'string' && pattern.test(text));
    const evidence = words ?? methods.find((name) => typeof name === 'string' && method?.test(name));
    if (evidence === undefined) continue;
    upgrade.changed({
      action: 'note',
      to: `resources.${resource}`,
      why: `2.x apps that ${use} name this resource; the manifest speaks of ${JSON.stringify(evidence)}`,
    });
  }
}
