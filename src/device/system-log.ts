// /axis-cgi/admin/systemlog.cgi: the log as text, of one app or of the whole camera.
import type { DeviceClient } from './client.js';

export async function readSystemLog(client: DeviceClient, appName?: string): Promise<string[]> {
  const query = appName ? `?${new URLSearchParams({ appname: appName })}` : '';
  const { text } = await client.request('GET', `/axis-cgi/admin/systemlog.cgi${query}`);
  return text.split('\n').filter((line) => line !== '');
}
