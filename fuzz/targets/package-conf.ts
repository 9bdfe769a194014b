// Hand-written configuration of the time before manifests: read, judged, and turned into a manifest and back.
import { readCgiConf } from '../../src/manifest/conf/cgi-conf.js';
import { readPackageConf } from '../../src/manifest/conf/package-conf.js';
import { planConversion } from '../../src/manifest/migrate/plan.js';
import { parseManifest } from '../../src/manifest/parse.js';
import { cgiConf } from '../../src/package/cgi-conf.js';
import { packageConf } from '../../src/package/package-conf.js';
import { paramConf } from '../../src/package/param-conf.js';
import { parsePackageConf, parseParamConf } from '../../src/package/read-conf.js';
import { type FuzzTarget, outcomeOf } from '../target.js';

/** The three files in one input, split here. */
const divider = '\u0000';

const seeds = [
  [
    'PACKAGENAME="My App"\nAPPNAME="app"\nAPPTYPE="armv7hf"\nVENDOR=\'V\'\nAPPMAJORVERSION="1"\nAPPMINORVERSION="2"\nAPPMICROVERSION=""\nSTARTMODE="respawn"\nHTTPCGIPATHS="cgi.conf"\nOTHERFILES="data html"\n',
    'Speed="1" type="int:min=0;max=9"\nPlain=x\n',
    'administrator /settings fastCgi\nviewer /show\n',
  ],
  [
    'APPNAME=app\r\nVENDORHOMEPAGELINK=\'<a href="http://www.example.com" target="_blank">x</a>\'\r\nMENUNAME="x"\nAPPUSR="root"\nLICENSEPAGE="axis"\nAPPID="1"',
    '[General]\n# comment\nA = "b" type = "string"\n',
    '',
  ],
  ['APPNAME="$(id)"\nVENDORHOMEPAGELINK=\\\'\'\'\\\'\nAPPTYPE="mipsisa32r2el"\n', '', 'nobody /x\n'],
];

function convert(input: string): string {
  const [text = '', param = '', cgi = ''] = input.split(divider);
  const file = 'package.conf';
  parsePackageConf(text);
  parseParamConf(param);
  const plan = planConversion(
    {
      file,
      conf: readPackageConf({ file, text }),
      paramConf: { file: 'param.conf', text: param },
      cgi: { file: 'cgi.conf', text: cgi },
    },
    { to: '1.7.3' },
  );
  readCgiConf({ file: 'cgi.conf', text: cgi });
  const manifest = parseManifest(plan.text, 'manifest.json').value;
  const codes = [...new Set(plan.findings.map(({ code }) => code))].sort().join(' ');
  if (plan.findings.some(({ severity }) => severity === 'error')) return codes;
  const lines = [packageConf(manifest, plan.addFiles), paramConf(manifest), cgiConf(manifest) ?? ''];
  return `${codes} ${lines.map((part) => part.split('\n').length)}`;
}

export const packageConfTarget: FuzzTarget = {
  name: 'package-conf',
  seeds: () => seeds.map((files) => Buffer.from(files.join(divider))),
  dictionary: [
    'APPNAME=',
    'OTHERFILES="',
    "\\'''\\'",
    '$(',
    '`',
    ' type="',
    '[General]',
    '\r\n',
    ' fastCgi',
    '__proto__="x"\n',
    'constructor="x" type="string"\n',
    divider,
  ],
  run: (input) => outcomeOf(() => convert(input.toString('utf8'))),
};
