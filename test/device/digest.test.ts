// Answers to authentication challenges: the example of RFC 2617 and what cameras send.
import t from 'tap';
import { Authorization, chooseChallenge, parseChallenge } from '../../src/device/digest.js';

t.test('challenges', async (t) => {
  t.same(parseChallenge('Digest realm="AXIS_1", nonce="abc", algorithm=MD5, qop="auth"')?.fields, {
    realm: 'AXIS_1',
    nonce: 'abc',
    algorithm: 'MD5',
    qop: 'auth',
  });
  t.equal(
    chooseChallenge(['Basic realm="x"', 'Digest realm="x", nonce="n"'])?.scheme,
    'digest',
    'the stronger one',
  );
  t.equal(chooseChallenge(['Negotiate']), undefined);
});

t.test('without qop the answer is that of RFC 2069', async (t) => {
  const challenge = {
    scheme: 'digest' as const,
    fields: { realm: 'testrealm@host.com', nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093' },
  };
  const header = new Authorization({ user: 'Mufasa', password: 'Circle Of Life' }, challenge).header(
    'GET',
    '/dir/index.html',
  );
  t.match(header, /response="670fd8c2df070c60b045671b8b24ff02"/);
});

t.test('each use counts', async (t) => {
  const challenge = { scheme: 'digest' as const, fields: { realm: 'r', nonce: 'n', qop: 'auth' } };
  const authorization = new Authorization({ user: 'u', password: 'p' }, challenge);
  t.match(authorization.header('GET', '/'), /nc=00000001/);
  t.match(authorization.header('GET', '/'), /nc=00000002/);
});

t.test('basic', async (t) => {
  const header = new Authorization({ user: 'u', password: 'p' }, { scheme: 'basic', fields: {} }).header(
    'GET',
    '/',
  );
  t.equal(header, 'Basic dTpw');
});
