// The numbers that upload.cgi and control.cgi answer with, and the words that go to the system log beside them.
import type { Finding } from '../../support/errors.js';

/** Numbers as documented for the Application API; 8 is of older documents and says more than 10. */
export const applicationErrors = {
  notAPackage: 1,
  invalidName: 1,
  tooLarge: 3,
  notFound: 4,
  notCompatible: 5,
  alreadyRunning: 6,
  notRunning: 7,
  couldNotStart: 8,
  unspecified: 10,
  uploadInProgress: 12,
  userNotAllowed: 13,
  nameClash: 14,
  vendorDiffers: 27,
  invalidManifest: 29,
} as const;

export type ApplicationErrorName = keyof typeof applicationErrors;

/** A refusal by the camera: `number` goes to the client, `finding` to the system log. */
export class ApplicationError extends Error {
  readonly number: number;
  readonly finding: Finding;

  constructor(name: ApplicationErrorName, message: string, details: Partial<Finding> = {}) {
    super(message);
    this.name = 'ApplicationError';
    this.number = applicationErrors[name];
    this.finding = { severity: 'error', code: `sim/${name}`, message, ...details };
  }

  /** One line for the system log: number, what, expected, found, cure. */
  describe(): string {
    const { message, location, expected, found, fix } = this.finding;
    const parts = [`Error ${this.number}: ${message}`];
    if (location) parts.push(`in ${location.file}`);
    if (expected !== undefined) parts.push(`expected ${expected}`);
    if (found !== undefined) parts.push(`found ${found}`);
    if (fix !== undefined) parts.push(`cure: ${fix}`);
    return parts.join('; ');
  }
}
