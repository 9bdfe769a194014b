// How fast manifests are checked, and packages written and read, beside GNU tar and gzip on the same files in the same run. Packing and
// reading run in processes of their own, so that the peak of memory is theirs alone; this file is also their program.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const load = (file) => import(path.join(root, 'dist', 'src', file));
const rounds = 5;
const checkRuns = 41;
const seed = 1;
const goals = { checkMs: 20, packRatio: 1.2, memoryMegabytes: 64 };

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const rounded = (value, digits = 2) => Number(value.toFixed(digits));

/** Whole numbers below 2^32, the same for the same seed (xorshift). */
function randomNumbers(start) {
  let state = start;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Bytes of which about half repeat: pieces of a small pool between random ones. */
function contentMaker() {
  const next = randomNumbers(seed);
  const pieceBytes = 48;
  const random = Buffer.alloc(1 << 20);
  for (let at = 0; at < random.length; at += 4) random.writeUInt32LE(next(), at);
  return (bytes) => {
    const content = Buffer.alloc(bytes);
    for (let at = 0; at < bytes; at += pieceBytes) {
      const number = next();
      const repeated = number & 1;
      // Random pieces are changed, so that the megabyte of them does not show.
      const from = ((number >>> 1) % (repeated ? 256 : 20_000)) * pieceBytes;
      random.copy(content, at, from, from + pieceBytes);
      if (!repeated && at + 8 < bytes) content.writeUInt32LE(next(), at + (number % 5));
    }
    return content;
  };
}

/** A project of about `bytes`: a large program, some libraries, many small files. */
function makeProject(folder, bytes) {
  const content = contentMaker();
  mkdirSync(path.join(folder, 'html'), { recursive: true });
  mkdirSync(path.join(folder, 'lib'));
  writeFileSync(path.join(folder, 'LICENSE'), 'terms\n');
  writeFileSync(path.join(folder, 'app'), content(Math.floor(bytes * 0.32)), { mode: 0o755 });
  for (let i = 0; i < 16; i++)
    writeFileSync(path.join(folder, 'lib', `lib${i}.so`), content(Math.floor(bytes * 0.02)));
  for (let i = 0; i < 360; i++)
    writeFileSync(path.join(folder, 'html', `${i}.js`), content(Math.floor(bytes * 0.001)));
}

const manifest = {
  schemaVersion: '1.7.3',
  acapPackageConf: {
    setup: { appName: 'app', vendor: 'Bench', version: '1.0.0', runMode: 'never', architecture: 'aarch64' },
  },
};

const jobs = {
  async pack(folder, file) {
    const { layoutPackage } = await load('package/layout.js');
    const { writePackage } = await load('package/write.js');
    return async () => {
      const { entries } = await layoutPackage({ directory: folder, manifest, otherFiles: [] });
      return writePackage(entries, 1_000_000_000, file);
    };
  },
  async list(file) {
    const { readPackage } = await load('package/reader.js');
    return () => readPackage(file);
  },
  async unpack(file, folder) {
    const { extractPackage } = await load('package/extract.js');
    return () => extractPackage(file, folder);
  },
};

/** The child's work: time of the job without loading the program, and the highest memory use of the process. */
async function runJob([name, ...args]) {
  const work = await jobs[name](...args);
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  process.stdout.write(JSON.stringify({ seconds, peak }));
}

function ours(name, ...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), name, ...args],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Seconds of a shell script. */
function theirs(script, ...args) {
  const started = performance.now();
  const { status, stderr } = spawnSync('/bin/sh', ['-c', script, 'sh', ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return (performance.now() - started) / 1000;
}

const scripts = {
  pack: `tar -c --format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mtime=@1000000000 --exclude-vcs '--exclude=*~' \
-C "$1" app LICENSE html lib | gzip -n -9 > "$2"`,
  list: 'tar -tzf "$1" > /dev/null',
  unpack: 'mkdir "$2" && tar -xzf "$1" -C "$2"',
};

/** Both sides in turn, after one round that only fills the caches. */
function compare(mine, other) {
  mine();
  other();
  const ourSeconds = [];
  const theirSeconds = [];
  let peak = 0;
  for (let round = 0; round < rounds; round++) {
    const { seconds, peak: megabytes } = mine();
    ourSeconds.push(seconds);
    theirSeconds.push(other());
    peak = Math.max(peak, megabytes);
  }
  return {
    seconds: rounded(median(ourSeconds), 3),
    referenceSeconds: rounded(median(theirSeconds), 3),
    // Of each round by itself: what else the machine does then weighs on both sides.
    ratio: rounded(median(ourSeconds.map((seconds, round) => seconds / theirSeconds[round]))),
    peak,
  };
}

/** A result of `compare` with the memory beyond what the same work on a small package takes. */
function withGrowth({ peak, ...result }, small) {
  return { ...result, peakMegabytes: rounded(peak, 1), memoryGrowthMegabytes: rounded(peak - small.peak, 1) };
}

function measurePackages(folder) {
  const place = (name) => path.join(folder, name);
  const unpackTo = (name) => {
    rmSync(place(name), { recursive: true, force: true });
    return place(name);
  };
  makeProject(place('large'), 100e6);
  makeProject(place('small'), 1e6);
  const [large, small, other] = [place('large.eap'), place('small.eap'), place('other.eap')];
  const smallPack = ours('pack', place('small'), small);
  const pack = compare(
    () => ours('pack', place('large'), large),
    () => theirs(scripts.pack, place('large'), other),
  );
  const list = compare(
    () => ours('list', large),
    () => theirs(scripts.list, large),
  );
  const unpack = compare(
    () => ours('unpack', large, unpackTo('ours')),
    () => theirs(scripts.unpack, large, unpackTo('theirs')),
  );
  return {
    packedMegabytes: rounded(statSync(large).size / 1e6, 1),
    pack: withGrowth(pack, smallPack),
    list: withGrowth(list, ours('list', small)),
    unpack: withGrowth(unpack, ours('unpack', small, unpackTo('ours'))),
  };
}

/** The largest manifest of the conformance data beside this checkout, or one of our own that is larger. */
function largestManifest() {
  const corpus = path.join(
    process.env.ACAPKIT_SPEC ?? path.join(root, '..', 'shared', 'spec'),
    'packaging/corpus/manifests',
  );
  if (existsSync(corpus)) {
    const files = readdirSync(corpus).map((name) => path.join(corpus, name));
    const largest = files.sort((a, b) => statSync(b).size - statSync(a).size)[0];
    return { name: path.basename(largest), text: readFileSync(largest, 'utf8') };
  }
  const paramConfig = Array.from({ length: 60 }, (_, i) => ({
    name: `P${i}`,
    default: '1',
    type: 'int:min=0;max=9',
  }));
  const own = structuredClone(manifest);
  own.acapPackageConf.configuration = { paramConfig };
  return { name: 'a manifest with 60 parameters', text: JSON.stringify(own, null, 4) };
}

async function measureCheck() {
  const { name, text } = largestManifest();
  const { parseManifest } = await load('manifest/parse.js');
  const { checkManifest } = await load('manifest/check.js');
  const times = [];
  for (let run = 0; run <= checkRuns; run++) {
    const started = performance.now();
    checkManifest(parseManifest(text, name));
    times.push(performance.now() - started);
  }
  const [first, ...rest] = times;
  return {
    manifest: name,
    bytes: text.length,
    runs: checkRuns,
    firstMs: rounded(first),
    medianMs: rounded(median(rest)),
  };
}

/** `npm run bench -- package`: figures for --json, and lines for people. */
export async function packageFigures() {
  const check = await measureCheck();
  const folder = mkdtempSync(path.join(tmpdir(), 'acapkit-bench-'));
  try {
    const packages = measurePackages(folder);
    const { pack } = packages;
    const met = {
      check: check.medianMs <= goals.checkMs,
      pack: pack.ratio <= goals.packRatio,
      memory: pack.memoryGrowthMegabytes < goals.memoryMegabytes,
    };
    const line = (what, than, { seconds, referenceSeconds, ratio, memoryGrowthMegabytes }) =>
      `${what} 100 MB ${seconds} s, ${than} ${referenceSeconds} s: ratio ${ratio}; ${memoryGrowthMegabytes} MB more memory than for 1 MB`;
    return {
      value: { goals, met, rounds, check, ...packages },
      lines: [
        `check of ${check.bytes} bytes: median ${check.medianMs} ms of ${check.runs}, first ${check.firstMs} ms (goal ${goals.checkMs} ms)`,
        `${line('pack', 'tar | gzip -9', pack)} (goals ${goals.packRatio}, ${goals.memoryMegabytes} MB)`,
        line('list', 'tar -t', packages.list),
        line('unpack', 'tar -x', packages.unpack),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runJob(process.argv.slice(2));
