// Programs and libraries that install but do not start: they need symbols that the camera does not have.
import { compareVersions } from '../versions.js';
import type { FileFact } from './files.js';
import { packedFiles } from './packed.js';
import { type Hit, type Rule, type RuleFacts, setupPath, textAt } from './rule.js';

/** What cameras of an AXIS OS have. Who asks for the check reads it from the tables of the toolchain. */
export interface CameraSymbols {
  /** Such as `AXIS OS 12`. */
  name: string;
  /** Highest glibc symbol version that every such camera has. */
  glibcMax: string;
  /** Why a symbol of a camera library is not there, in words; undefined when it is, or when nobody knows. */
  absent(library: string, symbol: string): string | undefined;
}

const shownNames = (names: string[]): string =>
  names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ');

function eachBinary(
  facts: RuleFacts,
  judge: (file: FileFact, camera: CameraSymbols) => Hit | undefined,
): Hit[] {
  const { camera, files } = facts;
  if (camera === undefined || files === undefined) return [];
  return packedFiles(facts).flatMap((file) => {
    // A binary for this computer is for the simulated camera.
    if (file.elf === undefined || file.elf.machine === 'x86_64') return [];
    const hit = judge(file, camera);
    const place = files.kind === 'package' ? `${files.root}:${file.name}` : `${files.root}/${file.name}`;
    return hit ? [{ ...hit, file: { file: place } }] : [];
  });
}

export const glibc: Rule = {
  code: 'binary/glibc',
  severity: 'warning',
  when: 'a program or library of the app needs a newer glibc than the cameras it is checked for',
  why: 'The package installs, but the app does not start: "version GLIBC_… not found".',
  cure: 'Build for that AXIS OS: acapkit build --os.',
  check: (facts) =>
    eachBinary(facts, ({ name, elf }, camera) => {
      const versions = (elf?.versionNeeds ?? []).flatMap(
        ({ version }) => /^GLIBC_(\d+(?:\.\d+)*)$/.exec(version)?.[1] ?? [],
      );
      const tooNew = versions
        .filter((version) => compareVersions(version, camera.glibcMax) > 0)
        .sort(compareVersions);
      const newest = tooNew.at(-1);
      if (newest === undefined) return undefined;
      const symbols = (elf?.imports ?? [])
        .filter(({ version }) => version === `GLIBC_${newest}`)
        .map((symbol) => symbol.name);
      return {
        message: `${name} needs glibc ${newest}; cameras with ${camera.name} have ${camera.glibcMax}`,
        expected: `symbols up to GLIBC_${camera.glibcMax}`,
        found: symbols.length > 0 ? `${shownNames(symbols)} of GLIBC_${newest}` : `GLIBC_${newest}`,
        fix: 'build it for the oldest AXIS OS that you serve: acapkit build --os',
      };
    }),
};

export const cameraLibrary: Rule = {
  code: 'binary/camera-library',
  severity: 'warning',
  when: 'a program uses a function that the camera libraries of the AXIS OS it is checked for do not have',
  why: 'The loader, or the first call, ends the app on such cameras.',
  cure: 'Rebuild for this AXIS OS, and replace functions that are gone.',
  check: (facts) =>
    eachBinary(facts, ({ name, elf }, camera) => {
      const missing = (elf?.imports ?? []).flatMap((symbol) => {
        const why = (elf?.needed ?? [])
          .map((library) => camera.absent(library, symbol.name))
          .find((text) => text !== undefined);
        return why === undefined ? [] : [`${symbol.name} (${why})`];
      });
      if (missing.length === 0) return undefined;
      return {
        message: `${name} uses functions that cameras with ${camera.name} do not have`,
        expected: `functions of ${camera.name}`,
        found: shownNames(missing),
        fix: 'rebuild for this AXIS OS, or keep such cameras out of compatibleOsVersions',
      };
    }),
};

export const binaryArchitecture: Rule = {
  code: 'binary/architecture',
  severity: 'error',
  when: 'a program or library in a package is for another architecture than the package',
  why: 'The camera installs it and cannot run it.',
  cure: 'Pack for the architecture that was built.',
  check(facts) {
    const wanted = textAt(facts, ...setupPath('architecture'));
    const { files } = facts;
    if (files?.kind !== 'package' || (wanted !== 'aarch64' && wanted !== 'armv7hf')) return [];
    const machine = wanted === 'aarch64' ? 'aarch64' : 'arm';
    return packedFiles(facts).flatMap(({ name, elf }) =>
      elf === undefined || elf.machine === machine
        ? []
        : [
            {
              file: { file: `${files.root}:${name}` },
              message: `${name} is built for ${elf.machine}, the package is for ${wanted}`,
              expected: machine,
              found: elf.machine,
              fix: 'build and pack for one architecture: acapkit pack --arch',
            },
          ],
    );
  },
};
