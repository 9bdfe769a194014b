// Fields of 1.x manifests that schema 2.x does not have. Source: Axis' page on upgrading a manifest.

import { setupPath } from '../json-path.js';
import { linuxGroups } from '../schema-table/field.js';
import type { Upgrade } from './upgrade-state.js';

const userPath = setupPath('user');
const groupsPath = ['resources', 'linux', 'user', 'groups'];

/** The group of a static user becomes a group of the dynamic user, if 2.x apps may have it. */
function dropUser(upgrade: Upgrade): void {
  const user = upgrade.edit.at(...userPath) as { username?: unknown; group?: unknown } | undefined;
  if (user === undefined) return;
  const { username, group } = user ?? {};
  const isRoot = username === 'root' || group === 'root';
  const dynamic = isRoot
    ? '2.x apps get a user of their own; root is impossible from AXIS OS 12.0 on'
    : '2.x apps get a user of their own';
  const groups = upgrade.edit.at(...groupsPath);
  const isFree = groups === undefined || (Array.isArray(groups) && !groups.includes(group));
  if (typeof group !== 'string' || !linuxGroups.includes(group) || !isFree) {
    upgrade.drop(userPath, dynamic);
    return;
  }
  upgrade.edit.remove(userPath);
  upgrade.edit.set(groupsPath, [...(Array.isArray(groups) ? groups : []), group], 'schemaVersion');
  upgrade.changed(
    {
      action: 'mapped',
      from: userPath.join('.'),
      to: groupsPath.join('.'),
      value: group,
      why: `${dynamic}; user ${typeof username === 'string' ? username : JSON.stringify(username)} is dropped`,
    },
    userPath,
  );
}

/** Removes what 2.x does not have, and objects that become empty by that. */
export function dropOldFields(upgrade: Upgrade): void {
  upgrade.drop(setupPath('embeddedSdkVersion'), 'not in schema 2.x, which has compatibleOsVersions instead');
  dropUser(upgrade);
  const configuration = ['acapPackageConf', 'configuration'];
  const containers = [...configuration, 'containers'];
  if (upgrade.edit.at(...containers) !== undefined) {
    upgrade.drop(containers, 'not in schema 2.x');
    upgrade.prune(configuration);
  }
  upgrade.drop(['resources', 'nexus_beta1'], 'not in schema 2.x; Axis has withdrawn the interface');
}
