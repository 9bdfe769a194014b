// Manifests that several tests start from.

/** A small manifest that its schema accepts. */
export const smallManifest = `{
  "schemaVersion": "1.7.3",
  "acapPackageConf": {
    "setup": {
      "appName": "my_app",
      "vendor": "V",
      "runMode": "never",
      "version": "1.0.0"
    }
  }
}
`;
