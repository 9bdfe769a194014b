// Everything that `npm run fuzz` knows.
import type { FuzzTarget } from '../target.js';
import { elfTarget } from './elf.js';
import { manifestTarget } from './manifest.js';
import { packageConfTarget } from './package-conf.js';
import { readerTarget } from './reader.js';

export const targets: readonly FuzzTarget[] = [readerTarget, manifestTarget, packageConfTarget, elfTarget];
