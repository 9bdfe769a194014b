// Every template builds, packs and runs as it is, and two apps see each other's events.
import t from 'tap';
import { controlApp, uploadPackage } from '../../src/device/applications.js';
import { logged, newApp, packApp, startTestCamera } from './support.js';

const signs: Record<string, RegExp> = {
  c: /frames \d+, [\d.]+ frames\/s, mean luma [\d.]+/,
  cpp: /frames \d+, [\d.]+ frames\/s, mean luma [\d.]+/,
  node: /frames \d+, [\d.]+ frames\/s, mean luma [\d.]+/,
  shell: /beat 2/,
};

t.test('all templates on one camera', async (t) => {
  const { client } = await startTestCamera(t, 'host');
  for (const template of Object.keys(signs)) {
    const name = `app_${template}`;
    await uploadPackage(client, await packApp(await newApp(t, template, name), 'host'));
    await controlApp(client, 'start', name);
  }
  for (const [template, sign] of Object.entries(signs))
    t.ok(await logged(client, `app_${template}`, sign), template);
  t.ok(await logged(client, 'app_c', /event received from app_node: mean luma/), 'C hears Node');
  t.ok(await logged(client, 'app_node', /event received from app_c: mean luma/), 'Node hears C');
});
