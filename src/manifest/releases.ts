// Which manifest schema came with which AXIS OS and SDK. Source: Axis' schema index up to 1.7.3, release notes and example tags after it;
// 1.10.0 and 2.1.0 are known to exist, their releases are inferred from their neighbours.

export interface SchemaRelease {
  schema: string;
  /** First AXIS OS whose documentation names the schema. */
  axisOs: string;
  /** First SDK that has the schema file. */
  sdk: string;
  /** What it brought, in a few words. */
  change: string;
}

/** Oldest first. This is the only list of schema versions. */
export const schemaReleases: readonly SchemaRelease[] = [
  { schema: '1.0', axisOs: '10.7', sdk: '1.0', change: 'the first schema; setup.user is required' },
  { schema: '1.1', axisOs: '10.7', sdk: '1.0', change: 'resources, fastCgi; setup.user is optional' },
  { schema: '1.2', axisOs: '10.7', sdk: '1.0', change: 'uninstallation.preUninstallScript' },
  {
    schema: '1.3',
    axisOs: '10.9',
    sdk: '1.1',
    change: 'setup.architecture; the lowest version that can be signed',
  },
  {
    schema: '1.3.1',
    axisOs: '11.0',
    sdk: '1.4',
    change: 'three-part versions; = in runOptions; appName up to 26',
  },
  { schema: '1.4.0', axisOs: '11.7', sdk: '1.11', change: "( ) , . ! ? & ' in vendor" },
  {
    schema: '1.5.0',
    axisOs: '11.8',
    sdk: '1.12',
    change: 'configuration.reverseProxy; access to html/ as a directory',
  },
  { schema: '1.6.0', axisOs: '11.9', sdk: '1.13', change: '$schema; - in D-Bus names; $ and \\ in apiPath' },
  { schema: '1.7.0', axisOs: '11.10', sdk: '1.14', change: 'configuration.containers' },
  { schema: '1.7.1', axisOs: '12.0', sdk: '12.0', change: 'appName starts with a letter; - in user names' },
  { schema: '1.7.2', axisOs: '12.1', sdk: '12.1', change: 'friendlyName without line ends, up to 256' },
  { schema: '1.7.3', axisOs: '12.2', sdk: '12.2', change: 'apiPath of one character' },
  { schema: '1.7.4', axisOs: '12.4', sdk: '12.4', change: 'vendor: any character but line ends' },
  {
    schema: '1.8.0',
    axisOs: '12.6',
    sdk: '12.6',
    change: 'respawnOnFailure; conditionalGroups; appId with Axis licences',
  },
  { schema: '1.9.0', axisOs: '12.8', sdk: '12.8', change: 'resources.nexus_beta1' },
  { schema: '1.10.0', axisOs: '12.10', sdk: '12.10', change: 'content never published; taken as 1.9.0' },
  { schema: '1.11.0', axisOs: '12.11', sdk: '12.11', change: 'content never published; taken as 1.9.0' },
  {
    schema: '2.0.0',
    axisOs: '12.10',
    sdk: '12.10',
    change: 'compatibleOsVersions and vendorId; embeddedSdkVersion is gone',
  },
  { schema: '2.1.0', axisOs: '12.11', sdk: '12.11', change: 'content never published; taken as 2.2.0' },
  { schema: '2.2.0', axisOs: '12.11', sdk: '12.11', change: 'resources.deviceDataHub' },
];
