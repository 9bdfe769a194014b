// The library behind the CLI: `import … from 'acapkit/toolkit'`. Each stage takes values and returns values.
export { buildProject } from './build/build.js';
export { ensureTarget, type TargetFiles } from './build/camera-api.js';
export { buildEnvironment } from './build/environment.js';
export { type OsProfile, parseTargets, profileName, type TargetName } from './build/profiles.js';
export type { BuildOptions, BuildResult } from './build/types.js';
export { controlApp, type InstalledApp, listApps, uploadPackage } from './device/applications.js';
export { DeviceClient } from './device/client.js';
export { checkManifest } from './manifest/check.js';
export { completeManifest } from './manifest/complete.js';
export { type ManifestDocument, parseManifest } from './manifest/parse.js';
export type { Manifest } from './manifest/types.js';
export { packageFileName } from './package/file-name.js';
export { layoutPackage, type PackageInput, type PackageLayout } from './package/layout.js';
export { packageTime, type WrittenPackage, writePackage } from './package/write.js';
export { loadProject, type Project } from './project/load.js';
export { type SimulatedCamera, startCamera } from './simulator/camera.js';
export { AcapkitError, type Finding, type Location, type Severity } from './support/errors.js';
