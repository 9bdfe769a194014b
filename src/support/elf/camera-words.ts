// Words that tell what an app asks of a camera when it runs: addresses on the loopback that give nothing to apps, and DLPU devices of larod.
// They stand in scripts as in programs. A program may be hostile and large, so its bytes are searched for short needles, within limits.

/** A user and password before the host are left out of what is shown. */
const user = String.raw`(?:[\w.%:!$&*+=~-]{1,64}@)?`;
const ownHost = String.raw`(?:127\.0\.0\.1|localhost|\[::1\])`;
const path = String.raw`[\w./%?=-]{0,60}`;
/** On ports of its own an app serves what it likes. */
const loopback = new RegExp(
  [
    String.raw`\b(?:https?|wss?)://${user}${ownHost}(?::(?:80|443))?/(?:axis-cgi|vapix)\b${path}`,
    String.raw`\brtsps?://${user}(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::554)?(?![\w.:-])${path}`,
  ].join('|'),
  'g',
);
/** Source of the names: Axis' table of larod devices. */
const dlpu = /\b(?:remote-)?(?:axis-)?a\d{1,2}-dlpu-(?:tflite|native|proc)\b/g;

/** More of them tell nothing new. */
const foundMax = 16;
/** Places of one needle in a program that are looked at; Node's own program has a few hundred. */
const looksMax = 20_000;
/** Bytes before and behind a needle: more than any match has. */
const reach = 180;

const withoutUser = (address: string): string => address.replace(/\/\/[^/@]*@/, '//');

export interface LoopbackCall {
  /** Without user and password. */
  address: string;
  /** Where it begins in the text. */
  at: number;
}

/** Addresses in a text at which an app gets no VAPIX and no RTSP, at most 16. */
export function loopbackCalls(text: string): LoopbackCall[] {
  const found: LoopbackCall[] = [];
  for (const { 0: address, index } of text.matchAll(loopback)) {
    if (found.length === foundMax) break;
    found.push({ address: withoutUser(address), at: index });
  }
  return found;
}

/** Names of DLPU devices in a text, each once. */
export const dlpuDevicesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(dlpu)].map(([name]) => name)),
];

/** Matches of a pattern around needles in bytes, each once. */
function wordsIn(data: Buffer, needles: string[], pattern: RegExp): string[] {
  const found = new Set<string>();
  for (const needle of needles) {
    let at = data.indexOf(needle, 0, 'latin1');
    for (let looks = 0; at >= 0 && looks < looksMax && found.size < foundMax; looks++) {
      const start = Math.max(0, at - reach);
      for (const { 0: word, index } of data.toString('latin1', start, at + reach).matchAll(pattern)) {
        // What lies beside the needle may be cut by the ends of what was read.
        if (start + index <= at && at < start + index + word.length) found.add(withoutUser(word));
      }
      at = data.indexOf(needle, at + needle.length, 'latin1');
    }
  }
  return [...found];
}

/** What stands in the bytes of a program, at most 16 of each. */
export const cameraWordsOf = (data: Buffer): { loopback: string[]; dlpuDevices: string[] } => ({
  loopback: wordsIn(data, ['/axis-cgi', '/vapix', 'rtsp'], loopback),
  dlpuDevices: wordsIn(data, ['-dlpu-'], dlpu),
});
