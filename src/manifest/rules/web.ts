// How people reach an app: its page, and the addresses that it serves.
import { atLeast } from '../versions.js';
import { fileNamed } from './files.js';
import {
  configurationPath,
  type Hit,
  type JsonPath,
  listAt,
  type Rule,
  type RuleFacts,
  shown,
  textAt,
  valueAt,
} from './rule.js';

export const settingPagePath: Rule = {
  code: 'manifest/setting-page-path',
  severity: 'error',
  when: 'settingPage holds a path',
  why: 'It is the name of a file in html/; the schema refuses a slash.',
  cure: 'Write the file name only.',
  fixes: 'takes a leading html/ away',
  check(facts) {
    const page = textAt(facts, ...configurationPath('settingPage'));
    if (page === undefined || !page.includes('/')) return [];
    const name = page.replace(/^(\.\/)?html\//, '');
    const plain = name !== '' && !name.includes('/');
    return [
      {
        path: configurationPath('settingPage'),
        message: 'settingPage is only the name of a file in html/',
        expected: plain ? shown(name) : 'a file name without a slash',
        found: shown(page),
        fix: plain ? `write ${shown(name)}` : 'put the page directly into html/ and write its file name',
        ...(plain
          ? { cure: { kind: 'set' as const, path: configurationPath('settingPage'), value: name } }
          : {}),
      },
    ];
  },
};

export const settingPageMissing: Rule = {
  code: 'manifest/setting-page-missing',
  severity: 'warning',
  when: 'html/index.html exists but settingPage does not name a page',
  why: 'The camera’s list of apps then shows no Open button.',
  cure: 'Add "settingPage": "index.html" to acapPackageConf.configuration.',
  fixes: 'adds the field',
  check(facts) {
    const page = valueAt(facts, ...configurationPath('settingPage'));
    if (page !== undefined || fileNamed(facts.files, 'html/index.html') === undefined) return [];
    return [
      {
        path: configurationPath(),
        message: 'the app has a page, html/index.html, but the camera will show no Open button for it',
        expected: 'settingPage in acapPackageConf.configuration',
        found: 'nothing',
        fix: 'add "settingPage": "index.html"',
        cure: { kind: 'set', path: configurationPath('settingPage'), value: 'index.html' },
      },
    ];
  },
};

/** Whether the app itself answers at this name: by a CGI or behind the reverse proxy. */
function isServedByApp(facts: RuleFacts, page: string): boolean {
  const names = [
    ...listAt(facts, ...configurationPath('httpConfig')).map((_, i) =>
      textAt(facts, ...configurationPath('httpConfig', i, 'name')),
    ),
    ...listAt(facts, ...configurationPath('reverseProxy')).map((_, i) =>
      textAt(facts, ...configurationPath('reverseProxy', i, 'apiPath')),
    ),
  ];
  return names.some((name) => name !== undefined && name.replace(/^\/+|\/+$/g, '') === page);
}

export const settingPageFile: Rule = {
  code: 'manifest/setting-page-file',
  severity: 'warning',
  when: 'settingPage names a file that html/ does not have, and nothing that the app serves itself',
  why: 'The Open button of the camera leads to an error page.',
  cure: 'Correct the name, or add the page.',
  check(facts) {
    const page = textAt(facts, ...configurationPath('settingPage'));
    if (page === undefined || page.includes('/') || facts.files === undefined) return [];
    if (fileNamed(facts.files, `html/${page}`) !== undefined || isServedByApp(facts, page)) return [];
    const pages = facts.files.files.flatMap(({ name }) => /^html\/([^/]+\.html?)$/.exec(name)?.[1] ?? []);
    return [
      {
        path: configurationPath('settingPage'),
        message: `html/${page}, the page that settingPage names, is not there`,
        expected: pages.length > 0 ? `one of ${pages.join(', ')}` : `a file html/${page}`,
        found: shown(page),
        fix: 'correct settingPage, or add the page',
      },
    ];
  },
};

/** Types of httpConfig and the schema that brought them. */
const httpTypes: Record<string, string> = { transferCgi: '1.0', fastCgi: '1.1', directory: '1.5.0' };
const httpAccess = ['admin', 'operator', 'viewer'];

function typeHit(path: JsonPath, type: string, version: string | undefined): Hit[] {
  const since = Object.hasOwn(httpTypes, type) ? httpTypes[type] : undefined;
  if (since !== undefined && (version === undefined || atLeast(version, since))) return [];
  const known = Object.keys(httpTypes).filter(
    (name) => version === undefined || atLeast(version, httpTypes[name] ?? ''),
  );
  return [
    {
      path,
      message:
        since === undefined
          ? `httpConfig has no type ${shown(type)}`
          : `httpConfig type ${shown(type)} came with schema ${since}`,
      expected: known.join(', '),
      found: shown(type),
      fix:
        since === undefined
          ? 'use fastCgi for programs that stay, transferCgi for scripts, directory for the access to html/'
          : `raise schemaVersion to ${since} or later`,
    },
  ];
}

function accessHit(path: JsonPath, access: string): Hit[] {
  if (httpAccess.includes(access)) return [];
  return [
    {
      path,
      message: `httpConfig has no access ${shown(access)}${access === 'anonymous' ? '; only reverseProxy has it' : ''}`,
      expected: httpAccess.join(', '),
      found: shown(access),
      fix: access === 'administrator' ? 'write "admin"' : 'use one of the three',
    },
  ];
}

export const httpConfigType: Rule = {
  code: 'manifest/http-config-type',
  severity: 'error',
  when: 'an entry of httpConfig has an unknown type, or an access that is none',
  why: 'The schema refuses it. "anonymous" exists only in reverseProxy, "administrator" only in cgi.conf.',
  cure: 'Types are transferCgi, fastCgi (from 1.1) and directory (from 1.5.0); accesses are admin, operator and viewer.',
  check(facts) {
    const version = facts.schemas.resolve(textAt(facts, 'schemaVersion') ?? '');
    return listAt(facts, ...configurationPath('httpConfig')).flatMap((_, index) => {
      const at = (name: string) => configurationPath('httpConfig', index, name);
      const [type, access] = [textAt(facts, ...at('type')), textAt(facts, ...at('access'))];
      return [
        ...(type === undefined ? [] : typeHit(at('type'), type, version)),
        ...(access === undefined ? [] : accessHit(at('access'), access)),
      ];
    });
  },
};
