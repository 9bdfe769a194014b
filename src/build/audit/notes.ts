// What keeps no app from starting, but should be known: how it was linked, what it asks the camera for, and what of acapkit is in it.
import { loopbackCure } from '../../manifest/rules/os13.js';
import { compareVersions } from '../../manifest/versions.js';
import { type JudgeContext, reasonFor, shortList } from './judge.js';
import { osTable } from './os-table.js';
import { isOwn } from './programs.js';
import { widthsOf } from './time-width.js';
import type { AuditedFile, Note } from './types.js';

type NoteWords = Pick<Note, 'code' | 'text' | 'symbols' | 'fix' | 'releases' | 'certain'>;

const releasesFrom = (first: string): string[] =>
  osTable.releases.filter((release) => compareVersions(release, first) >= 0);

function noteFor(context: JudgeContext, file: AuditedFile, { releases, certain, ...words }: NoteWords): Note {
  const { limit: _, sure: __, ...rest } = reasonFor(context, file, { ...words, limit: '', sure: 'stated' });
  return { ...rest, releases, certain };
}

const relocations = ({ elf }: AuditedFile): NoteWords[] =>
  elf.textRelocations
    ? [
        {
          code: 'binary/text-relocations',
          text: 'has code that is changed while it is loaded',
          symbols: [],
          fix: 'compile everything that goes into it with -fPIC',
          releases: osTable.releases,
          certain: true,
        },
      ]
    : [];

function narrowTimes(context: JudgeContext, file: AuditedFile): NoteWords[] {
  const { narrow, time } = widthsOf(file.elf);
  const certain = isOwn(context, file, narrow);
  if (!certain && time !== 32) return [];
  return [
    {
      code: 'binary/time-width',
      text: certain
        ? 'was built with 32-bit times, AXIS OS 12 has 64-bit ones'
        : 'has 32-bit times, perhaps only in a library that was linked into it; AXIS OS 12 has 64-bit ones',
      symbols: narrow,
      fix: 'build with -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64: acapkit build --os 12',
      releases: releasesFrom(osTable.wideTime.from),
      certain,
    },
  ];
}

const loopbackCalls = ({ elf }: AuditedFile): NoteWords[] =>
  elf.loopback.length > 0
    ? [
        {
          code: 'os13/loopback',
          text: `asks for ${shortList(elf.loopback)}, where an app gets nothing`,
          symbols: [],
          fix: loopbackCure.fix,
          releases: releasesFrom('13.0'),
          certain: true,
        },
      ]
    : [];

/** The header of axoverlay2 that apps are built with here; functions are looked up with it and with Axis' own. */
const placeholders = ({ elf }: AuditedFile): NoteWords[] => {
  const symbols = elf.lookups.filter(({ library }) => library === 'axoverlay2').map(({ symbol }) => symbol);
  return symbols.length > 0
    ? [
        {
          code: 'binary/placeholder-api',
          text: 'uses axoverlay2, whose constants are placeholders unless you gave their numbers; a camera refuses placeholders',
          symbols: [...new Set(symbols)],
          fix: 'define ACAPKIT_AXO_… with the numbers of Axis’ own axoverlay2.h, or build with that header',
          releases: osTable.releases,
          certain: true,
        },
      ]
    : [];
};

const licenceChecks = ({ elf }: AuditedFile): NoteWords[] =>
  elf.licenceStandIn
    ? [
        {
          code: 'binary/licence-check',
          text: 'checks its licence with acapkit’s liblicensekey_stat.a, which only asks the camera’s library',
          symbols: [],
          fix: 'link an app that is sold with Axis’ own liblicensekey_stat.a',
          releases: osTable.releases,
          certain: true,
        },
      ]
    : [];

/** What ends no app, but should be known. */
export const notesOf = (context: JudgeContext, file: AuditedFile): Note[] =>
  [
    ...relocations(file),
    ...narrowTimes(context, file),
    ...loopbackCalls(file),
    ...placeholders(file),
    ...licenceChecks(file),
  ].map((words) => noteFor(context, file, words));
