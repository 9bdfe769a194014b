// /axis-cgi/param.cgi: parameters as text lines, errors as `# Error: …` with HTTP 200. Source: Axis' parameter API.
import { failure } from '../support/errors.js';
import { unexpected } from './applications.js';
import type { DeviceClient } from './client.js';

/** Parameters of a group (`root.<App>`, in any case, with or without `root.`) as qualified name → value. */
export async function listParameters(client: DeviceClient, group?: string): Promise<Record<string, string>> {
  const query = new URLSearchParams({ action: 'list', ...(group ? { group } : {}) });
  const { text } = await client.request('GET', `/axis-cgi/param.cgi?${query}`);
  refuseErrors(text);
  const lines = text.split('\n').filter((line) => line.includes('='));
  return Object.fromEntries(lines.map((line) => splitAtFirst(line.replace(/\r$/, ''))));
}

function splitAtFirst(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}

/** Changes parameters; names are qualified (`root.<App>.<name>`). */
export async function updateParameters(client: DeviceClient, values: Record<string, string>): Promise<void> {
  const query = new URLSearchParams({ action: 'update', ...values });
  const { text, status } = await client.request('GET', `/axis-cgi/param.cgi?${query}`);
  refuseErrors(text);
  if (text.trim() !== 'OK') throw unexpected('param.cgi', status, text);
}

function refuseErrors(text: string): void {
  const match = /^# (?:Request failed: )?Error:?\s*(.*)$/m.exec(text);
  if (!match) return;
  throw failure('device/parameter', `the camera refuses: ${match[1] ?? ''}`, {
    found: match[0],
    fix: 'acapkit params shows the parameters and their values',
  });
}
