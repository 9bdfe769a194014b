// Scenarios of test/runtime/bus.test.ts, each in a process of its own.
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import {
  type EventDeclaration,
  type EventKey,
  type Events,
  type EventValue,
  openEvents,
  openParameters,
} from '../../../src/runtime/index.js';
import { collectUntil, complaint, print, runScenario } from './scenarios.js';

const topic = 'tnsaxis:App/Alarm';

const declaration: EventDeclaration = {
  topic,
  niceName: 'Alarm',
  keys: {
    active: { type: 'bool', value: false, data: true, niceName: 'Active' },
    count: { type: 'int', value: 0 },
    level: { type: 'double', value: 0.5 },
    zone: { type: 'string', value: 'north', source: true },
  },
};

const wanted: Record<string, EventKey> = {
  active: { type: 'bool' },
  count: { type: 'int' },
  level: { type: 'double' },
  zone: { type: 'string' },
};

const badEvents: Record<string, (events: Events) => unknown> = {
  topic: (events) => events.subscribe('Device IO'.replace('Device', 'tns2:Device')),
  number: (events) => events.subscribe(5 as unknown as string),
  type: (events) => events.subscribe(topic, { count: { type: 'float' as 'int' } }),
  filter: (events) => events.subscribe(topic, { count: { type: 'int', value: 1.5 } }),
  initial: (events) =>
    events.declare({ topic, keys: { on: { type: 'bool', value: 'yes' as unknown as boolean } } }),
};

async function events(): Promise<void> {
  using connection = openEvents();
  using all = connection.subscribe(topic, wanted);
  using some = connection.subscribe(topic, { count: { type: 'int', value: 2 }, zone: { type: 'string' } });
  const alarm = await connection.declare(declaration);
  print('declared');
  const iterator = all[Symbol.asyncIterator]();
  const next = async () => (await iterator.next()).value;
  const start = Date.now();
  const initial = await next();
  print([initial.topic, initial.values, Math.abs(initial.time.getTime() - start) < 60_000]);
  for (const count of [1, 2, 3]) alarm.send({ count, active: true });
  for (let left = 3; left > 0; left--) print((await next()).values);
  print((await some[Symbol.asyncIterator]().next()).value.values);
  for (const bad of [{ count: 1.5 }, { active: 1 }, { level: Number.NaN }, { zone: null }, { other: 1 }])
    print(await complaint(() => alarm.send(bad as unknown as Record<string, EventValue>)));
  for (const [name, mistake] of Object.entries(badEvents))
    print([name, await complaint(() => mistake(connection))]);
  alarm[Symbol.dispose]();
  alarm[Symbol.dispose]();
  print(await complaint(() => alarm.send({ count: 1 })));
}

/** Prints the events of the camera until one with `last`. */
async function listen(): Promise<void> {
  using connection = openEvents();
  const keys: Record<string, EventKey> = { port: { type: 'int', value: 3 }, last: { type: 'bool' } };
  const subscription = connection.subscribe('tns1:Device/tnsaxis:IO/Port', keys);
  print('listening');
  for await (const event of subscription) {
    print([event.topic, event.values]);
    if (event.values.last === true) break;
  }
}

/** All that waits ends with the connection. */
async function closing(): Promise<void> {
  const connection = openEvents();
  const subscription = connection.subscribe(topic);
  const ended = connection.subscribe(topic);
  ended.close();
  ended.close();
  const alarm = await connection.declare(declaration);
  const pending = complaint(() => connection.declare({ ...declaration, topic: 'tnsaxis:App/Other' }));
  const loop = (async () => {
    let count = 0;
    for await (const _ of subscription) count++;
    return count;
  })();
  connection.close();
  connection.close();
  print(await pending);
  print((await loop) <= 1);
  subscription.close();
  alarm[Symbol.dispose]();
  print(await complaint(() => connection.subscribe(topic)));
  print(await complaint(() => connection.declare(declaration)));
  print(await complaint(() => alarm.send({})));
}

/** Nothing is left of subscriptions and declarations that were taken back, so the process can end. */
async function again(): Promise<void> {
  const connection = openEvents();
  for (let count = 0; count < 200; count++) {
    const subscription = connection.subscribe(topic);
    using _ = await connection.declare({ ...declaration, stateless: true });
    subscription.close();
    await complaint(() => connection.subscribe(topic, { count: { type: 'int', value: 0.5 } }));
  }
  print('done');
}

async function parameters(): Promise<void> {
  using store = openParameters('tester');
  print(await store.get('Level'));
  await store.set('Level', '7');
  print(await store.get('root.Tester.Level'));
  print(await store.get('root.Properties.System.SerialNumber'));
  await store.add('Added', '1', 'int:min=0;max=5');
  print((await store.list()).map((name) => name.split('.').at(-1)).sort());
  await store.remove('Added');
  print((await store.list()).length);
  print(await complaint(() => store.get('Nowhere')));
  print(await complaint(() => store.set('Level', 5 as unknown as string)));
  print(await complaint(() => store.get(undefined as unknown as string)));
  print(await complaint(() => store.changes('')));
  print(await complaint(() => openParameters('')));
  await store.set('Level', '0', false);
}

async function changes(): Promise<void> {
  const store = openParameters('tester');
  const [first, second] = [await store.changes('Level'), await store.changes('Level')];
  print('following');
  for await (const change of first) {
    print(['first', change]);
    if (change.value === '2') break;
  }
  await store.set('Level', '3');
  const values: string[] = [];
  for await (const { value } of second) {
    values.push(value);
    if (value === '3') break;
  }
  print(['second', values]);
  const third = await store.changes('Level');
  store.close();
  store.close();
  for await (const change of third) print(change);
  print(await complaint(() => store.get('Level')));
  print(await complaint(async () => store.changes('Level')));
  print(await complaint(async () => store.changes('Other')));
}

/** Only the loop is left of the connection. */
async function followed(): Promise<void> {
  let seen = '';
  let exit = (): void => undefined;
  const loop = (async () => {
    const store = openParameters('tester');
    exit = (
      (weak) => () =>
        weak.deref()?.close()
    )(new WeakRef(store));
    return store.changes('Level');
  })().then(async (list) => {
    print('following');
    for await (const { value } of list) {
      seen = value;
      print(value);
      if (value === 'last') exit();
    }
  });
  await collectUntil(() => seen === 'last');
  await loop;
}

/** Ends by a line on its input, however that says. */
async function exits(): Promise<void> {
  const connection = openEvents();
  const alarm = await connection.declare({ ...declaration, stateless: true });
  connection.subscribe(topic, wanted);
  const store = openParameters('tester');
  await store.changes('Level');
  for (let count = 0; count < 20; count++) {
    alarm.send({ count });
    void store.set('Level', String(count)).catch(() => undefined);
  }
  print('busy');
  createInterface({ input: process.stdin }).on('line', () => process.exit(7));
}

async function workers(): Promise<void> {
  const script = new URL('./bus-worker.js', import.meta.url);
  const codes: Record<string, number> = {};
  for (let count = 0; count < 30; count++) {
    const worker = new Worker(script, { argv: [count % 2 === 0 ? 'exit' : 'wait'] });
    const exit = new Promise<number>((resolve) => worker.on('exit', resolve));
    await new Promise((resolve) => worker.on('message', resolve));
    if (count % 2 !== 0) await worker.terminate();
    const code = await exit;
    codes[code] = (codes[code] ?? 0) + 1;
  }
  print(codes);
}

await runScenario({
  events,
  listen,
  closing,
  again,
  parameters,
  changes,
  followed,
  exits,
  workers,
  noBus: async () => {
    print(await complaint(() => openParameters('tester')));
    using connection = openEvents();
    print(await complaint(() => connection.subscribe(topic)));
    print(await complaint(() => connection.declare(declaration)));
  },
});
