// What is told before an upload, in words that name both sides.
import t from 'tap';
import { compatibilityFindings } from '../../src/device/compatibility.js';

const camera = { Architecture: 'aarch64', Version: '12.11.72' };
const needs = (facts: object) => ({ file: 'a.eap', osRanges: [], ...facts });
const messages = (facts: object, info: Record<string, string> = camera) =>
  compatibilityFindings(needs(facts), info).map(({ code, message }) => `${code}: ${message}`);

t.test('architecture', async (t) => {
  t.same(messages({ architecture: 'armv7hf' }), [
    'device/architecture: the package is for armv7hf, the camera is aarch64',
  ]);
  t.equal(
    compatibilityFindings(needs({ architecture: 'armv7hf' }), camera)[0]?.fix,
    'pack for this camera: acapkit pack --arch aarch64',
  );
  for (const architecture of ['aarch64', 'all', undefined])
    t.same(messages(architecture ? { architecture } : {}), []);
  t.same(
    messages({ architecture: 'armv7hf' }, { Version: '12.0.1' }),
    [],
    'a camera that does not say is not judged',
  );
});

t.test('AXIS OS', async (t) => {
  const ranges = (...osRanges: object[]) => messages({ osRanges });
  t.same(ranges({ min: '12.12', max: '13' }), [
    'device/os-version: the package does not allow AXIS OS 12.11.72, which the camera has',
  ]);
  t.same(ranges({ max: '12.10' }, { min: '13' }), [
    'device/os-version: the package does not allow AXIS OS 12.11.72, which the camera has',
  ]);
  t.same(ranges({ min: '12', max: '12' }), [], 'as many parts as the limit has');
  t.same(ranges({ min: '12.11.72', max: '12.11.72' }), []);
  t.same(ranges({ min: '11', max: '11' }, { min: '12' }), []);
  t.same(
    messages({ osRanges: [{ min: '13' }] }, { Version: '12.9.1' }),
    [],
    'before 12.10 cameras do not look at it',
  );
});
