// HTTP of the simulated camera: logins, endpoints with the quirks that clients rely on, and keeping other web sites out.
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import t from 'tap';
import {
  type DigestFields,
  DigestNonces,
  digestResponse,
  nonceLimits,
} from '../../src/simulator/http/digest.js';
import { makeEap } from '../support/make-eap.js';
import { ask, askText, logged, testCamera, until, upload } from './support/test-camera.js';

const infoBody = JSON.stringify({ apiVersion: '1.0', method: 'getAllProperties' });

/** Fields of the Digest challenge of an answer. */
function challengeOf(response: Response): { realm: string; nonce: string; text: string } {
  const text = response.headers.get('www-authenticate') ?? '';
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(text)?.[1] ?? '';
  return { realm: field('realm'), nonce: field('nonce'), text };
}

function digestHeader(fields: Omit<DigestFields, 'response'>, method: string, password: string): string {
  const response = digestResponse(fields, method, password);
  const quoted = Object.entries({ ...fields, response }).map(([name, value]) =>
    name === 'nc' || name === 'qop' ? `${name}=${value}` : `${name}="${value}"`,
  );
  return `Digest ${quoted.join(', ')}`;
}

t.test('digest: right, wrong, replayed, stale', async (t) => {
  const camera = await testCamera(t);
  const uri = '/axis-cgi/param.cgi?action=list&group=Brand';
  const first = await fetch(camera.url + uri);
  t.equal(first.status, 401);
  t.notMatch(await first.text(), /^\s*\{/, 'the body of a 401 is no JSON');
  const { realm, nonce } = challengeOf(first);
  const fields = { username: 'root', realm, nonce, uri, qop: 'auth', nc: '00000001', cnonce: 'abc' };
  const send = (header: string, target = uri) =>
    fetch(camera.url + target, { headers: { authorization: header } });
  const right = digestHeader(fields, 'GET', 'pass');
  t.match(await (await send(right)).text(), /root\.Brand\.Brand=AXIS\n/);
  const replayed = await send(right);
  t.equal(replayed.status, 401, 'a count is good once');
  t.match(challengeOf(replayed).text, /stale=true/);
  t.equal((await send(digestHeader({ ...fields, nc: '00000003' }, 'GET', 'pass'))).status, 200);
  t.equal((await send(digestHeader({ ...fields, nc: '00000002' }, 'GET', 'pass'))).status, 200, 'overtaken');
  const wrong = await send(digestHeader({ ...fields, nc: '00000004' }, 'GET', 'guess'));
  t.equal(wrong.status, 401);
  t.notMatch(challengeOf(wrong).text, /stale/);
  t.equal(
    (await send(digestHeader({ ...fields, nc: '00000005', uri: '/other' }, 'GET', 'pass'))).status,
    401,
  );
  t.equal((await send(digestHeader({ ...fields, nonce: 'made-up' }, 'GET', 'pass'))).status, 401);
  t.equal((await send('Digest nonsense')).status, 401);
});

t.test('nonces end, and their number is bounded', async (t) => {
  let now = 0;
  const nonces = new DigestNonces(() => now);
  const request = { method: 'GET', url: '/' };
  const fields = (nonce: string, nc: string) => {
    const all = { username: 'root', realm: 'r', nonce, uri: '/', qop: 'auth', nc, cnonce: 'c' };
    return { ...all, response: digestResponse(all, 'GET', 'pass') };
  };
  const nonce = nonces.issue();
  t.equal(nonces.verify(fields(nonce, '00000001'), request, 'pass'), 'accepted');
  now = nonceLimits.lifetimeMs + 1;
  t.equal(nonces.verify(fields(nonce, '00000002'), request, 'pass'), 'stale');
  const old = nonces.issue();
  for (let index = 0; index < nonceLimits.count; index += 1) nonces.issue();
  t.equal(nonces.verify(fields(old, '00000001'), request, 'pass'), 'stale');
});

t.test('digest comes first, as a line of its own', async (t) => {
  const camera = await testCamera(t);
  const raw = await new Promise<string[]>((resolve, reject) => {
    http.get(`${camera.url}/`, (response) => resolve(response.resume().rawHeaders)).on('error', reject);
  });
  const lines = raw.filter((_, index) => raw[index - 1]?.toLowerCase() === 'www-authenticate');
  t.equal(lines.length, 2);
  t.match(lines[0], /^Digest realm="[^"]+", nonce="[^"]+", algorithm=MD5, qop="auth"$/);
  t.match(lines[1], /^Basic realm=/);
});

t.test('basic logins and roles', async (t) => {
  const camera = await testCamera(t, {
    users: [
      { name: 'root', password: 'pass', role: 'admin' },
      { name: 'op', password: 'o:p', role: 'operator' },
      { name: 'eye', password: 'e', role: 'viewer' },
    ],
  });
  const status = async (login: string, address: string) => {
    const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
    return (await fetch(camera.url + address, { headers: { authorization } })).status;
  };
  t.equal(await status('root:pass', '/axis-cgi/systemlog.cgi'), 200);
  t.equal(await status('root:wrong', '/axis-cgi/systemlog.cgi'), 401);
  t.equal(await status('nobody:', '/axis-cgi/systemlog.cgi'), 401);
  t.equal(await status(':', '/axis-cgi/systemlog.cgi'), 401);
  t.equal(await status('op:o:p', '/axis-cgi/systemlog.cgi'), 403);
  t.equal(await status('eye:e', '/axis-cgi/applications/list.cgi'), 200);
  t.equal(await status('eye:e', '/axis-cgi/param.cgi?action=update&root.Brand.Brand=x'), 403);
  t.equal(await status('eye:e', '/axis-cgi/applications/control.cgi?action=stop&package=x'), 403);
});

t.test('systemready and basicdeviceinfo as clients ask for them', async (t) => {
  const camera = await testCamera(t);
  const post = async (address: string, body: string, init: RequestInit = {}) => {
    const response = await fetch(camera.url + address, { method: 'POST', body, ...init });
    return {
      status: response.status,
      json: response.status === 200 ? JSON.parse(await response.text()) : undefined,
    };
  };
  const ready = await post(
    '/axis-cgi/systemready.cgi',
    '{"method":"systemready","apiVersion":"1","params":"{}"}',
  );
  t.match(ready.json, {
    method: 'systemready',
    data: { systemready: 'yes', needsetup: 'no', uptime: /^\d+$/ },
  });
  const object = await post(
    '/axis-cgi/systemready.cgi',
    '{"params":{"timeout":1},"apiVersion":"1.2","method":"systemready","context":"c"}',
  );
  t.match(object.json, { context: 'c', data: { systemready: 'yes' } });
  t.match((await post('/axis-cgi/systemready.cgi', 'no json')).json, { error: { code: 1000 } });
  t.match((await post('/axis-cgi/systemready.cgi', '{"method":"what"}')).json, { error: { code: 2004 } });

  const info = '/axis-cgi/basicdeviceinfo.cgi';
  t.equal((await post(info, infoBody)).status, 401);
  const open = await post(info, '{"apiVersion":"1.0","method":"getAllUnrestrictedProperties"}');
  t.equal(open.json.data.propertyList.Architecture, undefined);
  const all = JSON.parse(await askText(camera, info, { method: 'POST', body: infoBody }));
  t.notOk('method' in all);
  const names =
    'Architecture Soc SocSerialNumber Brand BuildDate HardwareID ProdFullName ProdNbr ProdShortName ProdType ProdVariant SerialNumber Version WebURL';
  for (const name of names.split(' ')) t.type(all.data.propertyList[name], 'string', name);
  t.equal(all.data.propertyList.Architecture, process.arch === 'arm64' ? 'aarch64' : 'x86_64');
  const some = JSON.parse(
    await askText(camera, info, {
      method: 'POST',
      body: '{"method":"getProperties","context":"x","params":{"propertyList":["Brand"]}}',
    }),
  );
  t.same(some, { apiVersion: '1.3', context: 'x', data: { propertyList: { Brand: 'AXIS' } } });
  const bad = JSON.parse(
    await askText(camera, info, {
      method: 'POST',
      body: '{"method":"getProperties","params":{"propertyList":["X"]}}',
    }),
  );
  t.equal(bad.error.code, 1000);
  t.equal((await ask(camera, info, { method: 'POST', body: 'x'.repeat(300_000) })).status, 413);
});

t.test('param.cgi lists, updates and checks', async (t) => {
  const camera = await testCamera(t);
  const paramConfig = [
    { name: 'Mode', default: '1', type: 'int:min=0;max=5' },
    { name: 'Secret', default: 'hush', type: 'password' },
    { name: 'Color', default: 'red', type: 'enum:red,green' },
    { name: 'Fixed', default: 'f', type: 'readonly:string' },
  ];
  t.equal(await upload(camera, makeEap(t.testdirName, { configuration: { paramConfig } })), 'OK');
  const get = (query: string, base = '/axis-cgi/param.cgi') => askText(camera, `${base}?${query}`);
  t.equal(
    await get('action=list&group=hello'),
    'root.Hello.Mode=1\nroot.Hello.Secret=******\nroot.Hello.Color=red\nroot.Hello.Fixed=f\n',
  );
  const both = await get('action=list&group=Properties.System.Architecture%2Croot.Hello.Mode,Hello');
  t.match(both, /^root\.Properties\.System\.Architecture=\w+\nroot\.Hello\.Mode=1\nroot\.Hello\.Secret/);
  t.equal(both.match(/Hello\.Mode/g)?.length, 1, 'no line twice');
  t.match(await get('action=list&group=nothing'), /^# Error: /);
  t.match(await get('action=list'), /root\.Brand\.Brand=AXIS\n[\s\S]*root\.Hello\.Mode=1\n/);
  t.equal(await get('action=update&root.Hello.Mode=3&root.Hello.Color=green'), 'OK\n');
  t.equal(camera.parameters.get('root.Hello.Mode'), '3');
  t.equal(await get('action=update&Hello.Mode=4', '/axis-cgi/admin/param.cgi'), 'OK\n');
  const refused = await get('action=update&root.Hello.Color=red&root.Hello.Mode=9');
  t.match(refused, /^# Error: Error setting 'root\.Hello\.Mode' to '9'!/);
  t.equal(camera.parameters.get('root.Hello.Color'), 'green', 'nothing is written when one is wrong');
  t.match(await get('action=update&root.Hello.Fixed=x'), /^# Error/);
  t.match(await get('action=update&root.Brand.Brand=x'), /^# Error/);
  t.match(await get('action=update&root.Hello.None=x'), /^# Error/);
  t.match(await get('action=update'), /^# Error/);
  t.match(await get('action=add'), /^# Error: .*not supported/);
  const body = new URLSearchParams({ action: 'update', 'root.Hello.Secret': 'a&b=c' });
  t.equal(await askText(camera, '/axis-cgi/param.cgi', { method: 'POST', body }), 'OK\n');
  t.equal(camera.parameters.get('root.Hello.Secret'), 'a&b=c');
});

t.test('other web sites stay out', async (t) => {
  const camera = await testCamera(t);
  const address = '/axis-cgi/applications/control.cgi?action=stop&package=x';
  // fetch refuses to send these headers, so the request is made by hand.
  const status = (headers: Record<string, string>, target = address) =>
    new Promise<number | undefined>((resolve, reject) => {
      const authorization = `Basic ${Buffer.from('root:pass').toString('base64')}`;
      const url = new URL(camera.url + target);
      http
        .get(
          { host: url.hostname, port: url.port, path: target, headers: { authorization, ...headers } },
          (response) => resolve(response.resume().statusCode),
        )
        .on('error', reject);
    });
  t.equal(await status({}), 200);
  t.equal(await status({ 'sec-fetch-site': 'same-origin', origin: camera.url }), 200);
  t.equal(await status({ 'sec-fetch-site': 'cross-site' }), 403);
  t.equal(await status({ 'sec-fetch-site': 'same-site' }), 403);
  t.equal(await status({ origin: 'http://evil.example' }), 403);
  t.equal(await status({ origin: 'null' }), 403);
  t.equal(await status({ host: 'evil.example' }), 403, 'DNS rebinding');
  t.equal(await status({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }), 403);
  t.equal(
    await status({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, '/'),
    200,
    'a link to the page',
  );
  t.equal(await status({ host: `localhost:${camera.port}` }), 200);
});

t.test('html of an app, and nothing else', async (t) => {
  const camera = await testCamera(t);
  const files = {
    'html/index.html': '<title>app</title>',
    'html/sub/a b.js': 'export {};',
    'secret.txt': 'hidden',
  };
  const configuration = {
    httpConfig: [
      { type: 'directory', access: 'viewer' },
      { type: 'fastCgi', name: 'cgi/run', access: 'admin' },
    ],
    reverseProxy: [{ apiPath: 'api', apiType: 'http', target: 'http://localhost:2001', access: 'admin' }],
  };
  t.equal(await upload(camera, makeEap(t.testdirName, { files, configuration })), 'OK');
  t.equal((await ask(camera, '/local/hello')).status, 301);
  const page = await ask(camera, '/local/hello/');
  t.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
  t.equal(await page.text(), '<title>app</title>');
  const script = await ask(camera, '/local/hello/sub/a%20b.js');
  t.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
  for (const evil of [
    '%2e%2e/secret.txt',
    '..%2fsecret.txt',
    'sub/%2e%2e/%2e%2e/secret.txt',
    '%00',
    'x/..%5c..',
    'none.html',
    'sub/',
  ])
    t.equal((await ask(camera, `/local/hello/${evil}`)).status, 404, evil);
  t.equal((await ask(camera, '/local/hello/%zz')).status, 400);
  t.equal((await ask(camera, '/local/other/')).status, 404);
  t.equal((await ask(camera, '/local/hello/cgi/run')).status, 501);
  t.equal((await ask(camera, '/local/hello/api/x?y=1', { method: 'POST' })).status, 501);
  t.equal((await fetch(`${camera.url}/local/hello/`)).status, 401);
});

t.test('a link that an app made later does not lead out of html', async (t) => {
  const camera = await testCamera(t);
  const file = makeEap(t.testdirName, { files: { 'html/index.html': 'x' } });
  t.equal(await upload(camera, file), 'OK');
  const { symlinkSync } = await import('node:fs');
  symlinkSync('/etc/passwd', path.join(camera.apps.folderOf('hello'), 'html', 'leak.txt'));
  t.equal((await ask(camera, '/local/hello/leak.txt')).status, 404);
});

t.test('pictures', async (t) => {
  const camera = await testCamera(t, { sensor: { width: 640, height: 360, framerate: 15 } });
  const image = await ask(camera, '/axis-cgi/jpg/image.cgi?resolution=320x180');
  t.equal(image.headers.get('content-type'), 'image/jpeg');
  t.same([...new Uint8Array(await image.arrayBuffer())].slice(0, 2), [0xff, 0xd8]);
  t.equal((await ask(camera, '/axis-cgi/jpg/image.cgi?resolution=9999x9999')).status, 400);
  t.equal((await ask(camera, '/axis-cgi/jpg/image.cgi?resolution=big')).status, 400);
  const video = await ask(camera, '/axis-cgi/mjpg/video.cgi?fps=5');
  t.match(video.headers.get('content-type'), /^multipart\/x-mixed-replace; boundary=myboundary$/);
  const reader = video.body?.getReader();
  let text = '';
  while (text.split('--myboundary').length < 4)
    text += Buffer.from((await reader?.read())?.value ?? []).toString('latin1');
  t.match(
    text,
    /^--myboundary\r\nContent-Type: image\/jpeg\r\nContent-Length: 4\r\n\r\n\xff\xd8\xff\xd9\r\n--myboundary/,
  );
  await reader?.cancel();
});

t.test('a frame server that dies is started again', async (t) => {
  const camera = await testCamera(t);
  const { writeFileSync, readdirSync } = await import('node:fs');
  // The camera's folder for sockets is the one that holds its preview socket.
  const state = path.join(t.testdirName, 'state');
  const { readFileSync, existsSync } = await import('node:fs');
  const elsewhere = path.join(state, 'run-elsewhere');
  const run = existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8') : path.join(state, 'run');
  t.ok(readdirSync(path.join(run, 'own')).includes('preview.sock'));
  writeFileSync(path.join(run, 'own', 'die'), '');
  await logged(camera, /the frame server ended \(code 3\)/);
  await logged(camera, /the frame server runs again/);
  t.equal((await ask(camera, '/axis-cgi/jpg/image.cgi')).status, 200);
});

t.test('the log and the live events', async (t) => {
  const camera = await testCamera(t);
  camera.log.add('hello', 'warning', 'from the app\nforged line', 42);
  const text = await askText(camera, '/axis-cgi/admin/systemlog.cgi?appname=hello');
  t.match(
    text,
    /^\d{4}-\d\d-\d\dT[\d:.]+\+00:00 axis-simulated \[ WARNING \] hello\[42\]: from the app\\nforged line\n$/,
  );
  t.match(await askText(camera, '/axis-cgi/systemlog.cgi'), /system: the simulated camera is ready/);
  const stream = await ask(camera, '/acapkit/events');
  t.equal(stream.headers.get('content-type'), 'text/event-stream');
  const reader = stream.body?.getReader();
  let got = '';
  const read = async () => {
    got += Buffer.from((await reader?.read())?.value ?? []).toString('utf8');
    return got;
  };
  await until('first events', async () => /event: recent\n.*from the app/.test(await read()));
  camera.log.add('hello', 'info', 'a new line');
  await until('the line', async () => /event: log\ndata: .*a new line/.test(await read()));
  await until('figures', async () => /event: stats\ndata: .*"delivered":30/.test(await read()));
  await reader?.cancel();
});

t.test('a client of the live events that does not read is dropped, the others are served', async (t) => {
  const camera = await testCamera(t);
  const login = Buffer.from('root:pass').toString('base64');
  const lazy = net.connect(camera.port, '127.0.0.1');
  let closed = false;
  lazy
    .on('error', () => undefined)
    .once('close', () => {
      closed = true;
    });
  lazy.write(`GET /acapkit/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic ${login}\r\n\r\n`);
  await new Promise((resolve) => lazy.once('readable', resolve));
  // Not read on: the kernel's buffers fill, then ours.
  await until('the client to be dropped', async () => {
    for (let index = 0; index < 200; index += 1) camera.log.add('noisy', 'info', 'x'.repeat(8000));
    if (camera.log.recent({ app: 'noisy' }).length > 3000) lazy.resume();
    return closed;
  });
  t.equal((await ask(camera, '/axis-cgi/applications/list.cgi')).status, 200);
});

t.test('what is not there', async (t) => {
  const camera = await testCamera(t);
  t.equal((await ask(camera, '/axis-cgi/none.cgi')).status, 404);
  t.equal((await ask(camera, '/__proto__')).status, 404);
  t.equal((await ask(camera, '/axis-cgi/systemready.cgi')).status, 405);
});
