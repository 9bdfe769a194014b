// Reads the video, lets C compute the mean brightness of each frame, and reports it every ReportSeconds.
import { loadAddon, openEvents, openParameters, openVideo } from 'acapkit';

const appName = '@APP_NAME@';
const native = loadAddon<{
  meanLuma(data: Uint8Array, width: number, height: number, pitch: number): number;
}>(import.meta.url);

const parameters = openParameters(appName);
const events = openEvents();
const luma = await events.declare({
  topic: `tnsaxis:CameraApplicationPlatform/tnsaxis:${appName}/tnsaxis:Luma`,
  stateless: true,
  keys: { mean: { type: 'double', value: 0, data: true, niceName: 'Mean brightness' } },
});
console.log('event declared');

let reportSeconds = Number(await parameters.get('ReportSeconds'));

async function followParameter(): Promise<void> {
  for await (const { name, value } of await parameters.changes('ReportSeconds')) {
    reportSeconds = Number(value);
    console.log(`parameter ${name} is now ${value}`);
  }
}

async function followEvents(): Promise<void> {
  const subscription = events.subscribe('tnsaxis:CameraApplicationPlatform', { mean: { type: 'double' } });
  for await (const event of subscription) {
    const sender = event.topic.split('/')[1]?.replace(/^.*:/, '');
    const { mean } = event.values;
    if (sender !== appName && typeof mean === 'number') {
      console.log(`event received from ${sender}: mean luma ${mean.toFixed(2)}`);
    }
  }
}

async function followVideo(): Promise<void> {
  using stream = openVideo({ format: 'nv12', width: 640, height: 360, framerate: 15 });
  process.once('SIGTERM', () => stream.close());
  process.once('SIGINT', () => stream.close());
  console.log(`video ${stream.width}x${stream.height}, pitch ${stream.pitch}`);
  let frames = 0;
  let last = { frames: 0, timestampUs: 0 };
  for await (using frame of stream) {
    const mean = native.meanLuma(frame.data, frame.width, frame.height, frame.pitch);
    frames++;
    const seconds = (frame.timestampUs - last.timestampUs) / 1e6;
    if (last.timestampUs !== 0 && seconds < reportSeconds) continue;
    if (last.timestampUs !== 0) {
      const rate = (frames - last.frames) / seconds;
      console.log(`frames ${frames}, ${rate.toFixed(1)} frames/s, mean luma ${mean.toFixed(2)}`);
      luma.send({ mean });
    }
    last = { frames, timestampUs: frame.timestampUs };
  }
  console.log(`ended after ${frames} frames`);
}

followParameter().catch((error) => console.error(`parameters: ${error.message}`));
followEvents().catch((error) => console.error(`events: ${error.message}`));
await followVideo().finally(() => {
  events.close();
  parameters.close();
});
