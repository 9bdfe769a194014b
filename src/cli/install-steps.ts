// Before an upload: what the package needs against what the camera is.
import { stat } from 'node:fs/promises';
import type { DeviceClient } from '../device/client.js';
import { compatibilityFindings } from '../device/compatibility.js';
import { readDeviceInfo } from '../device/device-info.js';
import type { AcapPackageConf, Manifest } from '../manifest/types.js';
import { type PackageContents, readPackage } from '../package/reader.js';
import { AcapkitError, failure } from '../support/errors.js';

function setupOf(contents: PackageContents): Partial<AcapPackageConf['setup']> {
  return (contents.manifest as Partial<Manifest> | undefined | null)?.acapPackageConf?.setup ?? {};
}

/** The app's name on the camera. */
export function appNameOf(contents: PackageContents): string | undefined {
  return setupOf(contents).appName ?? contents.packageConf.APPNAME;
}

/** Reads the package and throws what speaks against uploading it to this camera. */
export async function refuseUnfit(file: string, client: DeviceClient): Promise<PackageContents> {
  await stat(file).catch(() => {
    throw failure('device/no-package', 'there is no such file', {
      location: { file },
      fix: 'build it with: acapkit pack',
    });
  });
  const contents = await readPackage(file);
  const { architecture = contents.packageConf.APPTYPE, compatibleOsVersions = [] } = setupOf(contents);
  const info = await readDeviceInfo(client);
  const needs = {
    file,
    osRanges: compatibleOsVersions,
    ...(architecture === undefined ? {} : { architecture }),
  };
  const findings = compatibilityFindings(needs, info);
  if (findings.length > 0) throw new AcapkitError(findings);
  return contents;
}
