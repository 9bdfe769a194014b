// What documentation says of the findings of the audit.
import type { RuleText } from '../../manifest/rules/rule.js';

export const auditRules: readonly RuleText[] = [
  {
    code: 'binary/glibc',
    severity: 'error',
    when: 'a program or library of the app needs a newer glibc than cameras with the AXIS OS in question have',
    why: 'The package installs, but the app does not start: "version GLIBC_… not found".',
    cure: 'Build for the oldest AXIS OS that you serve: acapkit build --os. Or take the call out that is named.',
  },
  {
    code: 'binary/glib',
    severity: 'error',
    when: 'it uses a function of GLib, GObject or GIO that is newer than the GLib of such cameras',
    why: 'The loader, or the first call, ends the app: "undefined symbol".',
    cure: 'Use an older function, or build for the oldest AXIS OS that you serve: acapkit build --os.',
  },
  {
    code: 'binary/compiler-library',
    severity: 'error',
    when: 'it needs a newer libstdc++ or libgcc than such cameras have',
    why: 'The app does not start: "version GLIBCXX_… not found".',
    cure: 'Link with -static-libstdc++ -static-libgcc, or pack the library into lib/.',
  },
  {
    code: 'binary/camera-library',
    severity: 'error',
    when: 'it uses a function that the camera libraries of the AXIS OS in question do not have',
    why: 'The loader, or the first call, ends the app on such cameras.',
    cure: 'Replace functions that are gone, and leave cameras out that do not have them yet.',
  },
  {
    code: 'binary/missing-library',
    severity: 'error',
    when: 'it needs a library that is neither in the package nor on such cameras',
    why: 'The app does not start: "cannot open shared object file".',
    cure: "Put the library into lib/ and link with -Wl,-rpath,'$ORIGIN/lib', or link it statically.",
  },
  {
    code: 'binary/library-path',
    severity: 'warning',
    when: 'a library that it needs is in the package, in a folder where the loader does not look',
    why: 'The app does not start unless something sets LD_LIBRARY_PATH.',
    cure: "Link with -Wl,-rpath,'$ORIGIN/lib'; a library in lib/ that needs another one there, with '$ORIGIN'.",
  },
  {
    code: 'binary/architecture',
    severity: 'error',
    when: 'a program or library is for another architecture than the package, or for 32-bit ARM without hardware floating point',
    why: 'The camera installs it and cannot run it.',
    cure: 'Build it for the architecture of the package, and pack for one architecture at a time.',
  },
  {
    code: 'binary/interpreter',
    severity: 'error',
    when: 'a program asks for a loader that cameras do not have, such as that of musl',
    why: 'The app does not start: "No such file or directory", although the file is there.',
    cure: 'Build with acapkit build, or link it statically.',
  },
  {
    code: 'binary/executable-stack',
    severity: 'error',
    when: 'a program or library asks for an executable stack, or does not say that it needs none',
    why: 'AXIS OS 13 ends such apps; on older cameras it makes attacks easier. Mostly an assembly file lacks its note.',
    cure: 'Add .section .note.GNU-stack,"",%progbits to assembly files, and link with -Wl,-z,noexecstack.',
  },
  {
    code: 'binary/text-relocations',
    severity: 'warning',
    when: 'code must be changed while it is loaded',
    why: 'It costs memory and start time, and hardened systems refuse it.',
    cure: 'Compile everything that goes into it with -fPIC.',
  },
  {
    code: 'binary/time-width',
    severity: 'warning',
    when: 'a 32-bit program passes times or file sizes in another width than the cameras’ libraries, or has 32-bit times at all',
    why: 'AXIS OS 12 has 64-bit times on armv7hf, AXIS OS 11 had 32-bit ones: structures are misread. 32-bit times end in January 2038.',
    cure: 'For AXIS OS 12 build with -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64, as acapkit build --os 12 does.',
  },
];

export const packRules: readonly RuleText[] = [
  {
    code: 'pack/os-range',
    severity: 'error',
    when: 'the package promises an AXIS OS on which one of its programs or libraries is known to fail',
    why: 'Cameras would install it, and the app would not start; an upgrade of a camera could be rolled back.',
    cure: 'Cure what is named, or narrow compatibleOsVersions (--fill-os-range does); --allow-os-mismatch packs it as it is.',
  },
  {
    code: 'pack/os-range-field',
    severity: 'error',
    when: '--fill-os-range is given for a 1.x manifest',
    why: 'compatibleOsVersions came with schema 2.0.0.',
    cure: 'Move the manifest to 2.x: acapkit migrate.',
  },
];
