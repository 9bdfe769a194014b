// The page of the simulated camera in a real browser: what it shows, what it can change, and that it works on a phone.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import t, { type Test } from 'tap';
import type { SimulatedCamera } from '../../src/simulator/camera.js';
import { eventItem } from '../../src/simulator/events/event-item.js';
import { packagePath } from '../../src/support/package-root.js';
import { type EapOptions, makeEap } from '../support/make-eap.js';
import { control, logged, testCamera, until, upload } from './support/test-camera.js';

const programs = [
  process.env.ACAPKIT_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = programs.find((program) => program !== '' && existsSync(program));
const noBrowser = executablePath ? false : 'no Chromium on this computer';
const realFrameServer = packagePath('build', 'host', 'simulator', 'acapkit-frame-server');
const args =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

let browser: Browser | undefined;
t.before(async () => {
  if (executablePath) browser = await chromium.launch({ executablePath, args: args.split(' ') });
});
t.teardown(() => browser?.close());

const paramConfig = [
  { name: 'Level', default: '3', type: 'int:min=0;max=9' },
  { name: 'Enabled', default: 'no', type: 'bool:no,yes' },
  { name: 'Color', default: 'red', type: 'enum:red|Red,green|Green' },
  { name: 'Label', default: 'hello', type: 'string:maxlen=20' },
  { name: 'Secret', default: 'hush', type: 'password' },
];
const program = '#!/bin/sh\necho "I am running"\nexec sleep 620\n';
const appOptions: EapOptions = {
  program,
  configuration: { paramConfig, settingPage: 'settings.html' },
  setup: { friendlyName: 'Hello <b>app</b>' },
  files: { 'html/settings.html': '<title>settings</title>' },
};

/** Opens the page, waits for its connection, and asserts that nothing failed and nobody but the camera was asked. */
async function onPage(
  test: Test,
  camera: SimulatedCamera,
  width: number,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await (browser as Browser).newContext({
    httpCredentials: { username: 'root', password: 'pass' },
    viewport: { width, height: 900 },
  });
  test.teardown(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(camera.url) && !request.url().startsWith('data:'))
      problems.push(`asked ${request.url()}`);
  });
  await page.goto(camera.url);
  await page.getByText('Connected', { exact: true }).waitFor();
  await work(page);
  test.same(problems, [], 'no errors, no foreign requests');
}

t.test('apps: install, start, stop, remove with the keyboard', { skip: noBrowser }, async (t) => {
  const camera = await testCamera(t);
  await onPage(t, camera, 1280, async (page) => {
    t.equal(await page.locator('h1').textContent(), 'Simulated camera');
    await page.locator('#package').setInputFiles(makeEap(t.testdirName, appOptions));
    await page.getByText('is installed.').waitFor();
    const app = page.locator('.app');
    t.equal(await app.locator('strong').textContent(), 'Hello <b>app</b>', 'texts of apps are texts');
    t.equal(await app.locator('.badge').textContent(), 'Stopped');
    await app.getByRole('button', { name: 'Start' }).focus();
    await page.keyboard.press('Enter');
    await app.getByText('Running', { exact: true }).waitFor();
    await page.locator('#log li', { hasText: 'I am running' }).waitFor();
    await app.getByText(/CPU [\d.]+ % · memory [\d.]+ MB/).waitFor();
    t.equal(
      await page.evaluate('document.activeElement?.tagName'),
      'BUTTON',
      'the focus is not lost when the list changes',
    );
    t.match(
      await app.getByRole('link', { name: 'Settings' }).getAttribute('href'),
      '/local/hello/settings.html',
    );
    await app.getByRole('button', { name: 'Stop' }).click();
    await app.getByText('Stopped', { exact: true }).waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await app.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No app is installed.').waitFor();
    await page
      .locator('#package')
      .setInputFiles({ name: 'bad.eap', mimeType: 'application/octet-stream', buffer: Buffer.from('x') });
    await page.getByText('Error 1: this is not an app package').waitFor();
  });
});

t.test('parameters: inputs by type, editing, changes from elsewhere', { skip: noBrowser }, async (t) => {
  const camera = await testCamera(t);
  t.equal(await upload(camera, makeEap(t.testdirName, appOptions)), 'OK');
  await onPage(t, camera, 1280, async (page) => {
    const level = page.getByLabel('Level');
    t.equal(await level.getAttribute('type'), 'number');
    t.equal(await level.getAttribute('max'), '9');
    await level.fill('7');
    await level.press('Enter');
    await until('the value', () => camera.parameters.get('root.Hello.Level') === '7');
    await level.fill('12');
    await level.press('Enter');
    await page.locator('#parameters small', { hasText: 'expected 0 to 9, not 12' }).waitFor();
    t.equal(camera.parameters.get('root.Hello.Level'), '7');
    await page.getByLabel('Enabled').check();
    await until('the value', () => camera.parameters.get('root.Hello.Enabled') === 'yes');
    await page.getByLabel('Color').selectOption({ label: 'Green' });
    await until('the value', () => camera.parameters.get('root.Hello.Color') === 'green');
    t.equal(await page.getByLabel('Secret').getAttribute('type'), 'password');
    t.equal(await page.getByLabel('Secret').inputValue(), '******');
    camera.parameters.set('root.Hello.Label', 'from the app', { by: 'test' });
    const label = page.getByLabel('Label');
    await until('the new value', async () => (await label.inputValue()) === 'from the app');
    camera.parameters.add('hello', 'Added', 'x', 'string');
    camera.parameters.set('root.Hello.Added', 'y', { by: 'test' });
    await page.getByLabel('Added').waitFor();
  });
});

t.test('events and log', { skip: noBrowser }, async (t) => {
  const camera = await testCamera(t);
  await onPage(t, camera, 1280, async (page) => {
    const items = [
      eventItem('topic0', 'tns1', 'string', 'Device'),
      eventItem('topic1', 'tnsaxis', 'string', 'Door'),
      eventItem('open', null, 'bool', '1', { data: true }),
    ];
    const id = camera.events.declare('test', items, { stateless: true });
    camera.events.send('test', id, [eventItem('open', null, 'bool', '0')]);
    await page.locator('#events li', { hasText: 'open=0' }).waitFor();
    camera.log.add('one', 'error', 'line of one <i>');
    camera.log.add('two', 'info', 'line of two');
    await page.locator('#log li[data-severity=error]', { hasText: 'line of one <i>' }).waitFor();
    await page.getByLabel('App', { exact: true }).selectOption('two');
    t.equal(await page.locator('#log li').count(), 1);
    await page.getByRole('button', { name: 'Pause' }).click();
    camera.log.add('two', 'info', 'a later line');
    camera.log.add('three', 'info', 'mark');
    await page.locator('#log-app option', { hasText: 'three' }).waitFor({ state: 'attached' });
    t.equal(await page.locator('#log li').count(), 1, 'paused');
    await page.getByRole('button', { name: 'Paused' }).click();
    t.equal(await page.locator('#log li').count(), 2);
  });
});

t.test('a lost connection is told, and found again', { skip: noBrowser }, async (t) => {
  const camera = await testCamera(t);
  const context = await (browser as Browser).newContext({
    httpCredentials: { username: 'root', password: 'pass' },
  });
  t.teardown(() => context.close());
  const page = await context.newPage();
  await page.goto(camera.url);
  await page.getByText('Connected', { exact: true }).waitFor();
  await camera.stop();
  await page.getByText('Connection lost, trying again…').waitFor();
  const { startCamera } = await import('../../src/simulator/camera.js');
  const { cameraOptions } = await import('./support/test-camera.js');
  const again = await startCamera(cameraOptions(t.testdirName, { port: camera.port }));
  t.teardown(() => again.stop());
  await page.getByText('Connected', { exact: true }).waitFor();
  t.pass('connected again');
});

t.test('a phone: no sideways scrolling, every control has a name', { skip: noBrowser }, async (t) => {
  const camera = await testCamera(t);
  t.equal(await upload(camera, makeEap(t.testdirName, appOptions)), 'OK');
  await onPage(t, camera, 360, async (page) => {
    await page.locator('.app').waitFor();
    const widths = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as number[];
    t.ok((widths[0] ?? 0) <= (widths[1] ?? 0), `${widths[0]} fits in ${widths[1]}`);
    const nameless = await page.evaluate(`
      [...document.querySelectorAll('input, select, button')]
        .filter((one) => !one.labels?.length && !one.textContent.trim() && !one.getAttribute('aria-label'))
        .map((one) => one.outerHTML)`);
    t.same(nameless, []);
    t.equal(await page.locator('main').count(), 1);
  });
});

const noVideo = noBrowser || (existsSync(realFrameServer) ? false : 'the frame server is not built');

t.test('the picture moves', { skip: noVideo }, async (t) => {
  const sensor = { width: 640, height: 360, framerate: 15 };
  const camera = await testCamera(t, { frameServer: realFrameServer, sensor });
  await logged(camera, /is ready/);
  await onPage(t, camera, 1280, async (page) => {
    await until('a picture', () => page.evaluate("document.getElementById('video').naturalWidth > 0"));
    const picture = () =>
      page.evaluate(`{
        const image = document.getElementById('video');
        const canvas = document.createElement('canvas');
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        canvas.getContext('2d').drawImage(image, 0, 0);
        canvas.toDataURL();
      }`);
    const first = await picture();
    await until('another picture', async () => (await picture()) !== first);
    t.pass('it moves');
    if (process.env.ACAPKIT_SCREENSHOTS) {
      t.equal(await upload(camera, makeEap(t.testdirName, appOptions)), 'OK');
      t.equal(await control(camera, 'start', 'hello'), 'OK');
      for (const [width, scheme] of [
        [1280, 'light'],
        [1280, 'dark'],
        [360, 'light'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: scheme });
        await page.locator('.app .usage', { hasText: 'CPU' }).waitFor();
        await page.screenshot({
          path: path.join(process.env.ACAPKIT_SCREENSHOTS, `page-${width}-${scheme}.png`),
          fullPage: true,
        });
      }
    }
  });
});
