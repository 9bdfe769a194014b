// What the audit says with AXIS OS 13 in mind, and of what acapkit itself put into a program: each finding where it belongs, with its source,
// and none of them for a program without such things.
import path from 'node:path';
import t, { type Test } from 'tap';
import { audit } from '../../src/build/audit/audit.js';
import { auditFindings } from '../../src/build/audit/findings.js';
import { oldFunctions } from '../../src/build/audit/old-functions.js';
import { promiseOfOs, promiseOfRanges } from '../../src/build/audit/promise.js';
import type { Finding } from '../../src/support/errors.js';
import { lookupSection, type ProgramSpec, Workbench } from './audit-binaries.js';

const codes = (findings: Finding[]) => findings.map(({ severity, code }) => `${severity} ${code}`);

const told = (findings: Finding[]) => findings.filter(({ severity }) => severity !== 'hint');
const hints = (findings: Finding[]) =>
  findings.filter(({ severity, code }) => severity === 'hint' && code !== 'binary/camera-library');

/** The report on a program, and its findings for an AXIS OS. */
function judged(t: Test, spec: ProgramSpec, prepare?: (work: Workbench) => void) {
  const work = new Workbench(t.testdir(), 'aarch64');
  prepare?.(work);
  const report = audit({ files: [work.audited(work.program('app', spec))], links: [] });
  const findings = (os?: string) =>
    auditFindings(report, {
      placeOf: (file) => path.join('.', file),
      ...(os === undefined ? {} : { promise: promiseOfOs(os) }),
    });
  return { report, findings };
}

const verdictOf = ({ report }: ReturnType<typeof judged>, os: string) =>
  report.releases.find((release) => release.os === os)?.verdict;

t.test('old functions of larod and vdo, looked up or linked', async (t) => {
  const functions = (code: string) => oldFunctions.find((group) => group.code === code)?.functions ?? [];
  const lookups = functions('binary/old-larod').map((name): [string, string] => ['larod', name]);
  const larod = judged(t, { assembly: lookupSection([['larod', 'larodConnect'], ...lookups]) });
  t.equal(lookups.length, 17);
  t.same(codes(told(larod.findings('13'))), ['warning binary/old-larod']);
  t.match(larod.findings('13')[0], {
    message:
      /^app uses the old APIs 1 and 2 of larod: larodCreateInferenceRequest, .* and 13 more; it may fail on AXIS OS 13\.0$/,
    source: /^Axis: Changes in the larod API.*; assumed$/,
    fix: /LAROD_API_VERSION_1/,
  });
  t.equal(verdictOf(larod, '13.0'), 'perhaps', 'nobody is refused');
  t.equal(verdictOf(larod, '12.11'), 'yes');
  t.same(codes(hints(larod.findings('12'))), ['hint binary/old-larod']);

  const names = functions('binary/old-vdo');
  const vdo = judged(t, { calls: { video: names }, needs: ['libvdostream.so.1'] }, (work) =>
    work.library({ soname: 'libvdostream.so.1', functions: names }),
  );
  t.equal(names.length, 6);
  t.match(told(vdo.findings('13')), [
    { severity: 'warning', code: 'binary/old-vdo', found: names.join(', ') },
  ]);
  const both = promiseOfRanges([{ min: '12.4', max: '13' }]);
  t.ok(
    both &&
      auditFindings(vdo.report, { placeOf: String, promise: both }).some(
        ({ code, severity }) => code === 'binary/old-vdo' && severity === 'warning',
      ),
  );
});

t.test('present functions of larod and vdo', async (t) => {
  const functions = ['vdo_buffer_get_fd', 'vdo_frame_get_size', 'vdo_stream_new'];
  const { findings } = judged(
    t,
    {
      calls: { video: functions },
      needs: ['libvdostream.so.1'],
      assembly: lookupSection([
        ['larod', 'larodLoadModel'],
        ['larod', 'larodRunJob'],
        ['larod', 'larodDestroyTensors'],
      ]),
    },
    (work) => work.library({ soname: 'libvdostream.so.1', functions }),
  );
  t.same(told(findings('13')), [], 'for 13');
  t.same(hints(findings('12')), []);
  const own = judged(t, { calls: { main: ['vdo_frame_unmap'] }, needs: ['libown.so.1'] }, (work) =>
    work.library({ soname: 'libown.so.1', functions: ['vdo_frame_unmap'] }),
  );
  t.notOk(
    own.findings('13').some(({ code }) => code === 'binary/old-vdo'),
    'of another library',
  );
});

t.test('a guess with a source stands beside what is known', async (t) => {
  const { report, findings } = judged(t, {
    assembly: lookupSection([
      ['mdb', 'mdb_connection_create'],
      ['larod', 'larodListChips'],
    ]),
  });
  const found = told(findings('13'));
  t.same(codes(found), ['error binary/camera-library', 'warning binary/old-larod']);
  t.match(found[0]?.source, /^Axis: .*; stated$/);
  t.equal(report.releases.at(-1)?.verdict, 'no');
});

t.test('how it was linked, with sources', async (t) => {
  const { findings } = judged(t, { linkFlags: ['-Wl,-z,execstack'] });
  t.match(findings('13'), [{ code: 'binary/executable-stack', source: /AXIS OS 13.*; inferred$/ }]);
});

t.test('addresses of the loopback', async (t) => {
  const text = (words: string) => ({ assembly: `.section .rodata\n.asciz "${words}"\n.text` });
  const asks = judged(t, text('http://%s:%s@127.0.0.1/axis-cgi/param.cgi'));
  t.match(asks.findings('13'), [
    {
      severity: 'warning',
      code: 'os13/loopback',
      message: 'app asks for http://127.0.0.1/axis-cgi/param.cgi, where an app gets nothing',
      source: 'Axis: VAPIX access for ACAP applications; inferred',
      fix: /127\.0\.0\.12/,
    },
  ]);
  t.same(codes(asks.findings('12')), ['hint os13/loopback']);
  t.equal(verdictOf(asks, '13.0'), 'yes', 'the app starts');
  for (const fine of ['http://127.0.0.12/axis-cgi/param.cgi', 'http://localhost:2001'])
    t.same(judged(t, text(fine)).findings('13'), [], fine);
});

t.test('what acapkit put into a program', async (t) => {
  const overlay = judged(t, {
    assembly: lookupSection([
      ['axoverlay2', 'axo_create'],
      ['datahub', 'dh_client_create'],
    ]),
  });
  const own = (findings: Finding[]) => findings.filter(({ code }) => /placeholder|licence/.test(code));
  for (const os of [undefined, '12', '13'])
    t.match(
      own(overlay.findings(os)),
      [{ severity: 'warning', code: 'binary/placeholder-api', fix: /ACAPKIT_AXO_/ }],
      os ?? 'whatever the AXIS OS',
    );
  const licence = judged(t, { assembly: '.section .acapkit.licensekey,"a"\n.asciz "mark"\n.text' });
  t.match(licence.findings(), [
    { severity: 'warning', code: 'binary/licence-check', fix: /Axis’ own liblicensekey_stat\.a/ },
  ]);
  t.same(own(judged(t, { assembly: lookupSection([['datahub', 'dh_client_create']]) }).findings()), []);
});
