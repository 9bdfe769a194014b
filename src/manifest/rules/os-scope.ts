// Whether AXIS OS 13 is meant: rules about it are silent for apps that nobody wants to run there.
import { listAt, type RuleFacts, setupPath } from './rule.js';

type Scope = Pick<RuleFacts, 'document' | 'os'>;

const majorOf = (version: unknown): number =>
  typeof version === 'string' ? Number.parseInt(version.replace(/^os/, ''), 10) : Number.NaN;

/** Somebody asks for it with --os, or it is the oldest that the manifest promises. */
export const asksForOs13 = ({ os }: Pick<RuleFacts, 'os'>): boolean => majorOf(os) >= 13;

/** A range of compatibleOsVersions holds it; one without an end holds everything behind its beginning. */
export const declaresOs13 = (facts: Scope): boolean =>
  listAt(facts, ...setupPath('compatibleOsVersions')).some((range) => {
    if (typeof range !== 'object' || range === null) return false;
    const { min = '0', max = '13' } = range as Record<string, unknown>;
    return majorOf(min) <= 13 && majorOf(max) >= 13;
  });

/** AXIS OS 13 is asked for or promised. */
export const meansOs13 = (facts: Scope): boolean => asksForOs13(facts) || declaresOs13(facts);
