// A worker thread that ends while events and parameters are on their way to it.
import { parentPort } from 'node:worker_threads';
import { openEvents, openParameters } from '../../../src/runtime/index.js';

const keys = { count: { type: 'int', value: 0, data: true } } as const;
const events = openEvents();
const alarm = await events.declare({ topic: 'tnsaxis:App/Worker', stateless: true, keys });
const subscription = events.subscribe('tnsaxis:App/Worker', { count: { type: 'int' } });
const parameters = openParameters('tester');
await parameters.changes('Level');
const send = () => {
  for (let count = 0; count < 5; count++) alarm.send({ count });
  void parameters.set('Level', String(Math.random())).catch(() => undefined);
};
send();
let received = 0;
for await (const _ of subscription) {
  send();
  if (++received === 10) parentPort?.postMessage('busy');
  if (received > 10 && process.argv[2] === 'exit') process.exit(5);
}
