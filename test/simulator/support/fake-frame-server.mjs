#!/usr/bin/env node
// Stands in for the C++ frame server where a test is about everything but video: the same arguments, messages and preview protocol.
// `--video missing.mp4` fails as a broken file does; a file `die` beside the preview socket makes it end.
import { existsSync, rmSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const option = (name) => process.argv[process.argv.indexOf(name) + 1];
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

if (process.argv.includes('--video') && !existsSync(option('--video'))) {
  say({ event: 'failed', message: 'the file does not exist', fix: 'give a file that exists' });
  process.exit(1);
}

/** The smallest things that look like JPEG pictures; two of them, so that a picture changes. */
const pictures = [Buffer.from('ffd8ffd9', 'hex'), Buffer.from('ffd8fffe0002ffd9', 'hex')];

const stats = {
  sensor: option('--sensor'),
  source: 'fake',
  streams: [
    {
      id: 1,
      pid: 2,
      format: 'nv12',
      width: 640,
      height: 360,
      framerate: 15,
      delivered: 30,
      dropped: 1,
      started: true,
    },
  ],
};

const server = net.createServer((connection) => {
  let count = 0;
  connection.on('error', () => connection.destroy());
  connection.once('data', (line) => {
    if (line.toString() === 'stats\n') return connection.end(`${JSON.stringify(stats)}\n`);
    const timer = setInterval(() => {
      const picture = pictures[count++ % 2];
      const head = Buffer.alloc(4);
      head.writeUInt32LE(picture.length);
      connection.write(Buffer.concat([head, picture]));
    }, 20);
    connection.on('close', () => clearInterval(timer));
  });
});

const die = path.join(path.dirname(option('--preview')), 'die');
setInterval(() => {
  if (!existsSync(die)) return;
  rmSync(die);
  process.exit(3);
}, 20);

rmSync(option('--preview'), { force: true });
server.listen(option('--preview'), () => say({ event: 'ready' }));
process.stdin.on('end', () => process.exit(0)).resume();
process.on('SIGTERM', () => process.exit(0));
