// param.conf, the CGI file and SETTINGSPAGEFILE → acapPackageConf.configuration.
import { readCgiConf } from '../conf/cgi-conf.js';
import { readParamConf } from '../conf/param-conf.js';
import type { AcapPackageConf, HttpConfig, ParameterConfig } from '../types.js';
import { atLeast } from '../versions.js';
import { compact, type Draft } from './draft.js';

type Configuration = NonNullable<AcapPackageConf['configuration']>;

const at = (field: string): string => `acapPackageConf.configuration.${field}`;
const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`;

function withoutFile(draft: Draft, value: string): undefined {
  draft.row('dropped', ['HTTPCGIPATHS'], {
    value,
    why: 'no file of that name: the manifest gets no httpConfig',
  });
  draft.warn('HTTPCGIPATHS', {
    code: 'migrate/cgi-file-missing',
    message: 'HTTPCGIPATHS names no existing file; no CGI entries were converted',
    expected: 'the name of a file beside package.conf',
    fix: 'correct the name, or write httpConfig yourself',
  });
}

function httpConfig(draft: Draft): HttpConfig[] | undefined {
  const value = draft.text('HTTPCGIPATHS');
  if (value === '') return undefined;
  const { cgi } = draft.source;
  if (cgi === undefined) return withoutFile(draft, value);
  const { entries, findings } = readCgiConf(cgi);
  draft.findings.push(...findings);
  const fits = entries.filter(({ http, location }) => {
    if (http.type !== 'fastCgi' || atLeast(draft.schema, '1.1')) return true;
    draft.changes.push({
      action: 'dropped',
      from: value,
      value: http.name,
      why: 'fastCgi needs schema 1.1',
      location,
    });
    return false;
  });
  if (fits.length === 0) {
    draft.row('dropped', ['HTTPCGIPATHS'], {
      value,
      why: 'the file holds no entry: the manifest gets no httpConfig',
    });
    return undefined;
  }
  for (const [index, { location }] of fits.entries())
    draft.places.set(`${at('httpConfig')}.${index}`, location);
  draft.row('mapped', ['HTTPCGIPATHS'], {
    to: at('httpConfig'),
    value: counted(fits.length, 'entry', 'entries'),
    ...(value !== 'cgi.conf' && { why: `of ${value}; packing names the file cgi.conf` }),
  });
  return fits.map(({ http }) => http);
}

function paramConfig(draft: Draft): ParameterConfig[] | undefined {
  const { paramConf } = draft.source;
  if (paramConf === undefined) return undefined;
  const { entries, findings } = readParamConf(paramConf);
  draft.findings.push(...findings);
  if (entries.length === 0) return undefined;
  for (const [index, { location }] of entries.entries())
    draft.places.set(`${at('paramConfig')}.${index}`, location);
  const untyped = entries
    .filter(({ parameter }) => parameter.type === '')
    .map(({ parameter }) => parameter.name);
  draft.changes.push({
    action: 'mapped',
    from: 'param.conf',
    to: at('paramConfig'),
    value: counted(entries.length, 'parameter', 'parameters'),
    ...(untyped.length > 0 && { why: `without a type, as in the file: ${untyped.join(', ')}` }),
    location: { file: paramConf.file },
  });
  return entries.map(({ parameter }) => parameter);
}

/** Makes `configuration`; undefined when nothing belongs into it. */
export function configurationOf(draft: Draft): Configuration | undefined {
  const made = compact<Configuration>({
    settingPage: draft.mapped('SETTINGSPAGEFILE', at('settingPage')),
    httpConfig: httpConfig(draft),
    paramConfig: paramConfig(draft),
    reverseProxy: undefined,
  });
  return Object.keys(made).length > 0 ? made : undefined;
}
