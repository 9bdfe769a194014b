import t from 'tap';
import { type Declaration, EventHub, type HubEvent } from '../../src/simulator/events/event-hub.js';
import {
  checkedItems,
  EventError,
  type EventItem,
  eventItem,
  eventLimits,
  matches,
  topicOf,
} from '../../src/simulator/events/event-item.js';
import { fromWire, toMicroseconds, toMilliseconds, toWire } from '../../src/simulator/events/event-wire.js';

const topic = (name: string) => eventItem('topic0', 'tnsaxis', 'string', name);
const value = (text: string | null) => eventItem('value', null, 'int', text, { data: true });

function reasonOf(action: () => void): string {
  try {
    action();
  } catch (error) {
    if (error instanceof EventError) return error.reason;
    throw error;
  }
  return 'none';
}

/** A subscriber that keeps the value of each event. */
function listen(hub: EventHub, filter: EventItem[], owner = 'listener') {
  const values: (string | null | undefined)[] = [];
  const events: HubEvent[] = [];
  const id = hub.subscribe(owner, filter, (event) => {
    events.push(event);
    values.push(event.items.find((item) => item.key === 'value')?.value);
  });
  return { id, values, events };
}

t.test('topics', async (t) => {
  const items = [
    eventItem('topic1', 'tnsaxis', 'string', 'B'),
    eventItem('topic10', null, 'string', 'D'),
    eventItem('topic2', 'tns1', 'string', 'C'),
    eventItem('topic0', 'tns1', 'string', 'A'),
    eventItem('topics', 'tns1', 'string', 'no'),
    eventItem('topic3', 'tns1', 'string', null),
  ];
  t.equal(topicOf(items), 'tns1:A/tnsaxis:B/tns1:C/D');
  t.equal(topicOf([value('1')]), '');
});

t.test('matching', async (t) => {
  const event = [
    topic('A'),
    value('5'),
    eventItem('unset', 'tns1', 'bool', null),
    eventItem('d', null, 'double', '0.5'),
  ];
  const cases: [string, EventItem[], boolean][] = [
    ['an empty filter', [], true],
    ['the same key and value', [topic('A')], true],
    ['another value', [topic('B')], false],
    ['a null namespace is any', [eventItem('topic0', null, 'string', 'A')], true],
    ['another namespace', [eventItem('topic0', 'tns1', 'string', 'A')], false],
    ['a null value is any', [value(null)], true],
    ['a null value needs the key', [eventItem('none', null, 'int', null)], false],
    ['a null value matches an unset one', [eventItem('unset', null, 'bool', null)], true],
    ['a value does not match an unset one', [eventItem('unset', null, 'bool', '0')], false],
    ['another type', [eventItem('value', null, 'string', '5')], false],
    ['all keys must match', [topic('A'), value('6')], false],
    ['doubles are numbers', [eventItem('d', null, 'double', '5e-1')], true],
  ];
  for (const [name, filter, expected] of cases) t.equal(matches(filter, event), expected, name);
});

t.test('items are checked', async (t) => {
  const bad: [string, EventItem][] = [
    ['a bool', eventItem('k', null, 'bool', 'yes')],
    ['an int', eventItem('k', null, 'int', '1.5')],
    ['a double', eventItem('k', null, 'double', 'x')],
    ['an empty key', eventItem('', null, 'int', '1')],
  ];
  for (const [name, item] of bad)
    t.equal(
      reasonOf(() => checkedItems([item])),
      'invalid',
      name,
    );
  t.equal(
    reasonOf(() => checkedItems([value('1'), value('2')])),
    'invalid',
    'a key twice',
  );
  t.match(checkedItems([eventItem('k', null, 'bool', 'true')]), [{ value: '1' }]);
  for (const odd of ['nan', '-inf', '1e400', '']) checkedItems([eventItem('k', null, 'double', odd)]);
  const many = Array.from({ length: eventLimits.itemsPerSet + 1 }, (_, i) =>
    eventItem(`k${i}`, null, 'int', '1'),
  );
  t.equal(
    reasonOf(() => checkedItems(many)),
    'limit',
  );
  const long = eventItem('k', null, 'string', 'x'.repeat(eventLimits.bytesPerSet));
  t.equal(
    reasonOf(() => checkedItems([long])),
    'limit',
  );
});

t.test('a stateless event is a pulse: merged with the declaration, not kept', async (t) => {
  const hub = new EventHub();
  const id = hub.declare('app', [topic('Pulse'), value('0')], { stateless: true });
  const early = listen(hub, [topic('Pulse')]);
  hub.send('app', id, [value('1')]);
  hub.send('app', id, [topic('Pulse')], 1234.5);
  t.same(early.values, ['1', '0']);
  t.match(early.events[1], {
    topic: 'tnsaxis:Pulse',
    stateful: false,
    operation: 'changed',
    timestamp: 1234.5,
  });
  t.same(listen(hub, []).values, [], 'nothing for who joins later');
});

t.test('a stateful event has a state at declaration, at subscribe and after each change', async (t) => {
  const hub = new EventHub();
  const early = listen(hub, [topic('State')]);
  const id = hub.declare('app', [topic('State'), value('7')], { stateless: false });
  hub.send('app', id, [value('8')]);
  hub.send('app', id, [value(null)]);
  const late = listen(hub, [topic('State')]);
  t.same(early.values, ['7', '8', '8'], 'a sent null leaves the state as it is');
  t.same(
    early.events.map((event) => event.operation),
    ['initialized', 'changed', 'changed'],
  );
  t.same(late.values, ['8']);
  t.match(late.events, [{ operation: 'initialized', stateful: true }]);
  t.match(hub.declarations(), [{ id, owner: 'app', topic: 'tnsaxis:State', items: [{}, { value: '8' }] }]);
});

t.test('a state without a value is not announced', async (t) => {
  const hub = new EventHub();
  const source = eventItem('channel', null, 'int', '1', { source: true });
  const id = hub.declare('app', [topic('Unset'), source, value(null)], { stateless: false });
  const listener = listen(hub, []);
  t.same(listener.values, []);
  hub.send('app', id, [value('1')]);
  t.same(listener.values, ['1']);
});

t.test('what is delivered cannot change the state', async (t) => {
  const hub = new EventHub();
  hub.declare('app', [topic('State'), value('7')], { stateless: false });
  for (const item of listen(hub, []).events[0]?.items ?? []) item.value = 'broken';
  for (const declaration of hub.declarations()) declaration.items.length = 0;
  t.same(listen(hub, []).values, ['7']);
});

t.test('only the owner may send, undeclare and unsubscribe', async (t) => {
  const hub = new EventHub();
  const id = hub.declare('app', [topic('Own'), value('0')], { stateless: true });
  const { id: subscription } = listen(hub, []);
  t.equal(
    reasonOf(() => hub.send('thief', id, [])),
    'not-found',
  );
  t.equal(
    reasonOf(() => hub.undeclare('thief', id)),
    'not-found',
  );
  t.equal(
    reasonOf(() => hub.unsubscribe('thief', subscription)),
    'not-found',
  );
  t.equal(
    reasonOf(() => hub.send('app', id, [eventItem('none', null, 'int', '1')])),
    'invalid',
  );
  t.equal(
    reasonOf(() => hub.send('app', id, [eventItem('value', null, 'bool', '1')])),
    'invalid',
  );
  t.equal(
    reasonOf(() => hub.declare('app', [value('1')], { stateless: false, propertyName: 'none' })),
    'invalid',
  );
  hub.undeclare('app', id);
  t.equal(
    reasonOf(() => hub.send('app', id, [])),
    'not-found',
  );
});

t.test('dropping an owner takes its declarations and subscriptions back', async (t) => {
  const hub = new EventHub();
  hub.declare('app', [topic('One'), value('1')], { stateless: false });
  hub.declare('app', [topic('Two'), value('2')], { stateless: true });
  const kept = hub.declare('other', [topic('Kept'), value('3')], { stateless: true });
  listen(hub, [], 'app');
  const dropped: Declaration[] = [];
  hub.on('undeclared', (declaration) => dropped.push(declaration));
  hub.dropOwner('app');
  t.same(
    dropped.map((one) => one.topic),
    ['tnsaxis:One', 'tnsaxis:Two'],
  );
  t.same(
    hub.declarations().map((one) => one.id),
    [kept],
  );
  t.equal(hub.subscriptionCount(), 0);
  t.match(hub.recent().at(-1), { topic: 'tnsaxis:One', operation: 'deleted' });
});

t.test('a subscriber may unsubscribe and subscribe inside its delivery', async (t) => {
  const hub = new EventHub();
  const id = hub.declare('app', [topic('Inside'), value('0')], { stateless: true });
  const seen: string[] = [];
  const first = hub.subscribe('a', [], () => {
    seen.push('first');
    hub.unsubscribe('a', first);
    hub.subscribe('a', [], () => seen.push('second'));
  });
  hub.send('app', id, []);
  t.same(seen, ['first']);
  hub.send('app', id, []);
  t.same(seen, ['first', 'second']);
});

t.test('limits of owners and of the ring of recent events', async (t) => {
  const hub = new EventHub();
  const items = [topic('Many'), value('0')];
  for (let i = 0; i < eventLimits.declarationsPerOwner; i++) hub.declare('app', items, { stateless: true });
  t.equal(
    reasonOf(() => hub.declare('app', items, { stateless: true })),
    'limit',
  );
  t.equal(
    reasonOf(() => hub.declare('other', items, { stateless: true })),
    'none',
  );
  for (let i = 0; i < eventLimits.subscriptionsPerOwner; i++) hub.subscribe('app', [topic('No')], () => {});
  t.equal(
    reasonOf(() => hub.subscribe('app', [], () => {})),
    'limit',
  );
  const id = hub.declare('sender', items, { stateless: true });
  for (let i = 0; i < eventLimits.recent + 5; i++) hub.send('sender', id, [value(String(i))]);
  t.equal(hub.recent().length, eventLimits.recent);
  t.match(hub.recent()[0], { items: [{}, { value: '5' }] });
});

t.test('the wire keeps every field', async (t) => {
  const items: EventItem[] = [
    eventItem('a', null, 'int', null),
    eventItem('b', 'tns1', 'bool', '1', { source: true }),
    eventItem('c', '', 'double', '', { data: true, userTag: '', niceKey: 'K', niceValue: 'V' }),
    eventItem('d', 'tnsaxis', 'string', 'text', { userTag: 'isApplicationData' }),
    eventItem('e', null, 'element', '<a></a>', { niceKey: 'only' }),
  ];
  t.same(fromWire(toWire(items)), items);
  t.equal(
    reasonOf(() => fromWire([['k', '', 9, 0, '', '', '', '']])),
    'invalid',
  );
  t.equal(toMilliseconds(toMicroseconds(1_766_000_000_123.456)), 1_766_000_000_123.456);
});
