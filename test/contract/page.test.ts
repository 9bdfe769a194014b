// The page in a real browser with a real app behind it: video moves, a parameter edited there reaches the app, its events show up.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import t from 'tap';
import { controlApp, uploadPackage } from '../../src/device/applications.js';
import { logged, newApp, packApp, startTestCamera } from './support.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((program) =>
  existsSync(program),
);
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

t.test('page', { skip: executablePath ? false : 'no Chromium on this machine' }, async (t) => {
  const { client, simulated } = await startTestCamera(t, 'host');
  await uploadPackage(client, await packApp(await newApp(t, 'c', 'shown'), 'host'));
  await controlApp(client, 'start', 'shown');
  const browser: Browser = await chromium.launch({ executablePath: executablePath ?? '', args });
  t.teardown(() => browser.close());
  const context = await browser.newContext({ httpCredentials: { username: 'root', password: 'pass' } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(simulated.url);

  const video = page.locator('#video');
  await video.waitFor({ state: 'visible' });
  const first = await video.screenshot();
  await t.resolves(
    (async () => {
      while ((await video.screenshot()).equals(first)) await page.waitForTimeout(100);
    })(),
    'the picture changes',
  );

  const input = page.getByLabel('ReportSeconds');
  await input.fill('1');
  await input.press('Enter');
  t.ok(await logged(client, 'shown', /ReportSeconds is now 1/), 'the app saw the new value');

  const event = page
    .locator('#events li', { hasText: 'tnsaxis:CameraApplicationPlatform/tnsaxis:shown/tnsaxis:Luma' })
    .first();
  await event.waitFor();
  t.match(await event.textContent(), /mean=[\d.]+/);
  await page.locator('#log li', { hasText: 'mean luma' }).first().waitFor();
  t.pass('the log shows the app');
});
