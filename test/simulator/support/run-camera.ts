// A camera in a process of its own, for tests that kill it. Prints its address; ends when its input ends.
import { startCamera } from '../../../src/simulator/camera.js';
import { cameraOptions } from './test-camera.js';

const camera = await startCamera(cameraOptions(process.argv[2] ?? ''));
process.stdout.write(`${camera.url}\n`);
process.stdin.resume().once('end', () => void camera.stop());
