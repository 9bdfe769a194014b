// The manifest as TypeScript sees it: the fields that acapkit reads. Unknown fields are kept; the schema decides which are allowed.

export type RunMode = 'never' | 'once' | 'respawn' | 'respawnOnFailure';

export interface OsRange {
  min?: string;
  max?: string;
}

export interface Setup {
  appName: string;
  appId?: string;
  architecture?: string;
  compatibleOsVersions?: OsRange[];
  embeddedSdkVersion?: string;
  friendlyName?: string;
  user?: { username: string; group: string };
  runMode?: RunMode;
  runOptions?: string;
  vendor?: string;
  vendorId?: string;
  vendorUrl?: string;
  version?: string;
}

export interface HttpConfig {
  type: 'transferCgi' | 'fastCgi' | 'directory';
  name?: string;
  access: string;
}

export interface ParameterConfig {
  name: string;
  default: string;
  type: string;
}

export interface AcapPackageConf {
  setup: Setup;
  installation?: { postInstallScript?: string };
  uninstallation?: { preUninstallScript?: string };
  configuration?: {
    settingPage?: string;
    httpConfig?: HttpConfig[];
    paramConfig?: ParameterConfig[];
    reverseProxy?: unknown[];
  };
  copyProtection?: { method: string; customOptions?: string };
}

/** schemaVersion as a text; empty for a manifest that has none, or another kind of value there. */
export function declaredVersion(manifest: Manifest): string {
  const version: unknown = manifest.schemaVersion;
  return typeof version === 'string' ? version : '';
}

export interface Manifest {
  $schema?: string;
  schemaVersion: string;
  resources?: Record<string, unknown>;
  acapPackageConf: AcapPackageConf;
}
