// list.cgi: the installed apps as XML, without an XML declaration because some clients compare the first characters.
import type { AppStatus, Apps } from '../apps.js';
import { type Endpoint, escapeXml, sendXml } from './exchange.js';

/** An app that waits for its next start is neither running nor stopped. */
const statusWords = { running: 'Running', stopping: 'Running', stopped: 'Stopped', waiting: 'Idle' } as const;

function application(app: AppStatus): string {
  const attributes: Record<string, string> = {
    Name: app.name,
    NiceName: app.friendlyName,
    Vendor: app.vendor,
    Version: app.version,
    ...(app.appId === '' ? {} : { ApplicationID: app.appId }),
    License: app.licenseMethod === 'none' ? 'None' : app.licenseMethod === 'custom' ? 'Custom' : 'Missing',
    Status: statusWords[app.state],
    ...(app.settingPage === undefined ? {} : { ConfigurationPage: `local/${app.name}/${app.settingPage}` }),
    VendorHomePage:
      app.vendorUrl === '' ? '' : `<a href="${app.vendorUrl}" target="_blank">${app.vendorUrl}</a>`,
    LicenseName: 'Available',
    Bundled: 'No',
    SignatureStatus: 'Unsigned',
  };
  const text = Object.entries(attributes).map(([name, value]) => `${name}="${escapeXml(value)}"`);
  const ranges = app.osRanges.map(
    ({ min, max }) =>
      `<VersionRange><Min>${escapeXml(min ?? '')}</Min><Max>${escapeXml(max ?? '')}</Max></VersionRange>`,
  );
  if (ranges.length === 0) return ` <application ${text.join(' ')} />`;
  return ` <application ${text.join(' ')}><CompatibleOsVersions>${ranges.join('')}</CompatibleOsVersions></application>`;
}

export function listEndpoint(apps: Apps): Endpoint {
  return {
    role: 'viewer',
    methods: ['GET', 'POST'],
    handle({ response }) {
      sendXml(response, `<reply result="ok">\n${apps.list().map(application).join('\n')}\n</reply>\n`);
    },
  };
}
