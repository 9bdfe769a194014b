// The commands that a user would type, run as a user would run them.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../native.mjs';

const main = path.join(root, 'dist', 'src', 'cli', 'main.js');

/** Runs `acapkit …args --json` and returns its document. Throws with its findings. */
export async function acapkit(args, progress = () => {}) {
  const child = spawn(process.execPath, [main, ...args, '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr = (stderr + text).slice(-4000);
    progress(text.trim());
  });
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  let result;
  try {
    result = JSON.parse(stdout);
  } catch {
    throw new Error(`acapkit ${args.join(' ')} gave no JSON: ${stdout.slice(0, 200)}${stderr}`);
  }
  if (result.ok) return result;
  const error = new Error(`acapkit ${args.join(' ')} failed`);
  error.findings = result.findings;
  throw error;
}

/** Starts a simulated camera and waits until it is ready. `stop()` ends it and its apps. */
export async function startCamera({ name, architecture, video }) {
  const args = [
    main,
    'sim',
    '--json',
    '--name',
    name,
    '--port',
    '0',
    '--arch',
    architecture,
    '--video',
    video,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const ended = new Promise((resolve) => child.on('close', resolve));
  const ready = new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      if (!stdout.trimEnd().endsWith('}')) return;
      const result = JSON.parse(stdout);
      if (result.ok) resolve(result);
      else
        reject(Object.assign(new Error('the simulated camera did not start'), { findings: result.findings }));
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr = (stderr + text).slice(-4000);
    });
    ended.then((code) => reject(new Error(`the simulated camera ended with code ${code}\n${stderr}`)));
  });
  const { url } = await ready;
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { name, url, child, ended, stop };
}
