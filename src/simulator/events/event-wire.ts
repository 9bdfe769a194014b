// Event items as they travel on the bus: an array of (key, namespace, type, flags, value, user tag, nice key, nice value). D-Bus
// has no null, so the flags tell which texts are there. native/simulator/axevent/wire.cc is the other end.
import { EventError, type EventItem, type EventValueType } from './event-item.js';

export const itemsSignature = 'a(ssyussss)';

/** In the order of AXEventValueType. */
const types: EventValueType[] = ['int', 'bool', 'double', 'string', 'element'];

const flag = { namespace: 1, value: 2, source: 4, data: 8, userTag: 16, niceKey: 32, niceValue: 64 };

type WireItem = [string, string, number, number, string, string, string, string];

export function toWire(items: EventItem[]): WireItem[] {
  return items.map((item) => {
    let flags = 0;
    for (const name of Object.keys(flag) as (keyof typeof flag)[])
      if (item[name] !== null && item[name] !== false) flags |= flag[name];
    const { namespace, value, userTag, niceKey, niceValue } = item;
    const type = types.indexOf(item.type);
    return [
      item.key,
      namespace ?? '',
      type,
      flags,
      value ?? '',
      userTag ?? '',
      niceKey ?? '',
      niceValue ?? '',
    ];
  });
}

/** Reads what the bus delivered; the signature has been checked, the meaning has not. */
export function fromWire(wire: unknown): EventItem[] {
  return (wire as WireItem[]).map(
    ([key, namespace, typeNumber, flags, value, userTag, niceKey, niceValue]) => {
      const type = types[typeNumber];
      if (type === undefined)
        throw new EventError('invalid', `the key ${key} has the unknown value type ${typeNumber}`);
      const text = (bit: number, one: string) => (flags & bit ? one : null);
      return {
        key,
        namespace: text(flag.namespace, namespace),
        type,
        value: text(flag.value, value),
        source: (flags & flag.source) !== 0,
        data: (flags & flag.data) !== 0,
        userTag: text(flag.userTag, userTag),
        niceKey: text(flag.niceKey, niceKey),
        niceValue: text(flag.niceValue, niceValue),
      };
    },
  );
}

/** Milliseconds to the microseconds of the wire. */
export function toMicroseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1000));
}

/** Microseconds of the wire to milliseconds, with the microseconds as fractions. */
export function toMilliseconds(microseconds: unknown): number {
  return Number(microseconds) / 1000;
}
