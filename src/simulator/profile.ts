// Which camera is simulated: the values of basicdeviceinfo and of the read-only parameters.

/** The camera's architecture as `acapkit sim --target` names it; `host` runs programs of this computer. */
export type CameraArchitecture = 'host' | 'aarch64' | 'armv7hf';

export interface DeviceProfile {
  /** AXIS OS version, such as `12.11.72`. */
  version: string;
  /** Level that embeddedSdkVersion is compared with. */
  embeddedDevelopmentVersion: string;
  productNumber: string;
  productFullName: string;
  productShortName: string;
  productType: string;
  productVariant: string;
  serialNumber: string;
  soc: string;
  socSerialNumber: string;
  hardwareId: string;
  buildDate: string;
}

/** Obviously not a real product: nobody shall take the simulated camera for one in a log or a bug report. */
export const defaultProfile: DeviceProfile = {
  version: '12.11.72',
  embeddedDevelopmentVersion: '4.00',
  productNumber: 'SIM1',
  productFullName: 'Simulated camera',
  productShortName: 'Simulated camera',
  productType: 'Network Camera',
  productVariant: '',
  serialNumber: 'ACC0FFEE0001',
  soc: 'acapkit simulator',
  socSerialNumber: '00000000-00000001',
  hardwareId: '000',
  buildDate: 'Jan 01 2026 00:00',
};

/** Architecture in the words of basicdeviceinfo. A host camera says `x86_64`, which no real camera does. */
export function deviceArchitecture(architecture: CameraArchitecture): string {
  if (architecture !== 'host') return architecture;
  return process.arch === 'arm64' ? 'aarch64' : 'x86_64';
}

/** propertyList of basicdeviceinfo.cgi; all 14 must be there, clients fail otherwise. */
export function deviceProperties(profile: DeviceProfile, architecture: string): Record<string, string> {
  return {
    Architecture: architecture,
    ...unrestrictedProperties(profile),
    Soc: profile.soc,
    SocSerialNumber: profile.socSerialNumber,
  };
}

/** What getAllUnrestrictedProperties tells without a login. */
export function unrestrictedProperties(profile: DeviceProfile): Record<string, string> {
  return {
    Brand: 'AXIS',
    BuildDate: profile.buildDate,
    HardwareID: profile.hardwareId,
    ProdFullName: profile.productFullName,
    ProdNbr: profile.productNumber,
    ProdShortName: profile.productShortName,
    ProdType: profile.productType,
    ProdVariant: profile.productVariant,
    SerialNumber: profile.serialNumber,
    Version: profile.version,
    WebURL: 'http://www.axis.com',
  };
}

/** Read-only parameters of the device for param.cgi. */
export function profileParameters(
  profile: DeviceProfile,
  architecture: string,
  sensor: { width: number; height: number; framerate: number },
): Record<string, string> {
  return {
    'root.Brand.Brand': 'AXIS',
    'root.Brand.ProdFullName': profile.productFullName,
    'root.Brand.ProdNbr': profile.productNumber,
    'root.Brand.ProdShortName': profile.productShortName,
    'root.Brand.ProdType': profile.productType,
    'root.Brand.ProdVariant': profile.productVariant,
    'root.Brand.WebURL': 'http://www.axis.com',
    'root.Image.I0.Appearance.Resolution': `${sensor.width}x${sensor.height}`,
    'root.Properties.API.HTTP.Version': '3',
    'root.Properties.EmbeddedDevelopment.EmbeddedDevelopment': 'yes',
    'root.Properties.EmbeddedDevelopment.Version': profile.embeddedDevelopmentVersion,
    'root.Properties.Firmware.BuildDate': profile.buildDate,
    'root.Properties.Firmware.Version': profile.version,
    'root.Properties.Image.Format': 'jpeg,mjpeg',
    'root.Properties.Image.Resolution': `${sensor.width}x${sensor.height}`,
    'root.Properties.System.Architecture': architecture,
    'root.Properties.System.HardwareID': profile.hardwareId,
    'root.Properties.System.SerialNumber': profile.serialNumber,
    'root.Properties.System.Soc': profile.soc,
    'root.Properties.System.SocSerialNumber': profile.socSerialNumber,
    'root.Network.HTTP.AuthenticationPolicy': 'Basic_Digest',
  };
}
