// What documentation says of the findings of the audit. Sources are those of the tables in toolchains/, which a test compares: documentation
// is made where no table can be read.
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
    source:
      'Axis: ACAP release notes, Native SDK API list and API references, as in the tables of native/symbols',
    sure: 'stated',
  },
  {
    code: 'binary/old-larod',
    severity: 'warning',
    when: 'it uses functions of the old APIs 1 and 2 of larod, and AXIS OS 13 is meant',
    why: 'They are deprecated since larod 3; an app that needs them may not start on AXIS OS 13.',
    cure: 'Build with API 3, the default of larod.h: devices instead of chips, job requests instead of inference requests.',
    source:
      'Axis: Changes in the larod API, which calls them deprecated since larod 3.0; that AXIS OS 13 lacks them was not found published',
    sure: 'assumed',
  },
  {
    code: 'binary/old-vdo',
    severity: 'warning',
    when: 'it uses deprecated functions of vdo, and AXIS OS 13 is meant',
    why: 'An app that needs them may not start on AXIS OS 13.',
    cure: 'Use vdo_buffer_get_data and vdo_buffer_get_fd instead of those of frames, and vdo_stream_set_framerate.',
    source: 'Axis: Deprecated List of libvdo; that AXIS OS 13 lacks them was not found published',
    sure: 'assumed',
  },
  {
    code: 'binary/placeholder-api',
    severity: 'warning',
    when: 'it uses axoverlay2, whose header in acapkit was reconstructed and has placeholders for the numbers of its constants',
    why: 'A camera refuses placeholders. Whether they were replaced cannot be seen in the program.',
    cure: 'Define ACAPKIT_AXO_… with the numbers of Axis’ own axoverlay2.h, or build with that header.',
  },
  {
    code: 'binary/licence-check',
    severity: 'warning',
    when: 'its licence checks are those of acapkit’s liblicensekey_stat.a',
    why: 'They ask the camera’s library and are no protection; who sells the app wants one.',
    cure: 'Link an app that is sold with Axis’ own liblicensekey_stat.a.',
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
    source: 'reports of apps that were rebuilt for AXIS OS 13; Axis’ own words were not found',
    sure: 'inferred',
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
    source:
      'ACAP release notes 12.4: SDK 12.0 to 12.3 lacked _TIME_BITS=64 and _FILE_OFFSET_BITS=64 on armv7hf, rebuild; apps for AXIS OS 11 have 32 bits',
    sure: 'inferred',
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
