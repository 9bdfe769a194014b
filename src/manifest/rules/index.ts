// All rules, in the order in which documentation lists them.
import * as fields from './fields.js';
import * as modes from './modes.js';
import * as names from './names.js';
import * as os13 from './os13.js';
import * as others from './other-files.js';
import * as files from './package-files.js';
import * as resources from './resources.js';
import type { Rule } from './rule.js';
import * as versions from './versions.js';
import * as web from './web.js';

/** Every rule that looks at a manifest and at the files beside it. */
export const rules: readonly Rule[] = [
  versions.schemaVersion,
  versions.schemaTwoPart,
  versions.schemaOfSdk,
  versions.notSignable,
  versions.axisOs13,
  versions.osVersionsIn1x,
  versions.osMinFilledIn,
  versions.embeddedSdkVersion,
  fields.repeatedKey,
  fields.misplacedField,
  web.settingPagePath,
  web.settingPageMissing,
  web.settingPageFile,
  fields.appId,
  fields.runOptionsEmpty,
  fields.architecture,
  web.httpConfigType,
  names.appName,
  names.friendlyName,
  names.friendlyNameAscii,
  names.vendorId,
  resources.staticUser,
  resources.resourceNotListed,
  resources.parameterName,
  resources.parameterRemoved,
  os13.dlpu,
  files.licenseEmpty,
  modes.mode777,
  modes.scriptMode,
  modes.scriptCrlf,
  files.linkBroken,
  files.libraryCopies,
  files.excludedName,
  files.stalePackage,
  files.hardLink,
  files.specialFile,
  others.otherFileName,
  others.otherFileMissing,
  others.otherFileTwice,
  others.otherFileExcluded,
  os13.notDeclared,
  os13.scriptMode,
  os13.shebang,
  os13.loopback,
];
