// A worker thread that ends in the middle of a stream, holding a frame.
import { parentPort } from 'node:worker_threads';
import { openVideo } from '../../../src/runtime/index.js';

const stream = openVideo();
const held = await stream.next();
parentPort?.postMessage(held?.sequence);
for await (using frame of stream) if (process.argv[2] === 'exit' && frame.sequence > 2) process.exit(5);
