// A picture of the benchmark of the image path, written by hand as SVG: how many times the limit each contender takes, on a logarithmic
// scale, readable on light and on dark pages.

/** Contenders from the top of a group to its end; the colours have enough contrast on white and on black. */
const series = [
  { key: 'acapkit', name: 'acapkit', colour: '#d9480f' },
  { key: 'acapkitFast', name: 'acapkit, fast chroma', colour: '#f08c00' },
  { key: 'libyuvA', name: 'libyuv A: scale, then convert', colour: '#1c7ed6' },
  { key: 'libyuvB', name: 'libyuv B: convert, then scale', colour: '#4dabf7' },
  { key: 'opencvSmart', name: 'OpenCV, planes first', colour: '#2f9e44' },
  { key: 'opencv', name: 'OpenCV', colour: '#69b34c' },
  { key: 'swscale', name: 'swscale', colour: '#868e96' },
];

const size = { width: 860, left: 60, right: 60, head: 112, bar: 11, gap: 12, foot: 40 };
const ticks = [0.5, 1, 2, 5, 10, 20, 50, 100];

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const text = (x, y, content, attributes = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${attributes}>${escaped(content)}</text>`;

/** Logarithmic scale from the lowest tick to the first tick that is not below `largest`. */
function scaleFor(largest) {
  const end = ticks.find((tick) => tick >= largest) ?? largest;
  const [start] = ticks;
  const width = size.width - size.left - size.right;
  return {
    end,
    x: (value) => size.left + (width * Math.log(Math.max(value, start) / start)) / Math.log(end / start),
  };
}

function legend(used) {
  return used.map(({ name, colour }, index) => {
    const x = size.left + (index % 3) * 255;
    const y = 52 + Math.floor(index / 3) * 18;
    return `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colour}"/>${text(x + 16, y, name)}`;
  });
}

function axis(scale, bottom) {
  return ticks
    .filter((tick) => tick <= scale.end)
    .map((tick) => {
      const x = scale.x(tick);
      const line = `<line class="${tick === 1 ? 'limit' : 'grid'}" x1="${x.toFixed(1)}" y1="${size.head - 6}" x2="${x.toFixed(1)}" y2="${bottom}"/>`;
      return line + text(x, bottom + 16, tick === 1 ? 'limit' : `${tick} ×`, ' text-anchor="middle"');
    });
}

/** One job's bars, from `top` down. */
function group({ job, bars }, top, scale) {
  const start = scale.x(ticks[0]);
  const middle = top + (bars.length * size.bar) / 2 + 4;
  const drawn = bars.map(({ colour, ratio }, index) => {
    const y = top + index * size.bar;
    const end = scale.x(ratio);
    const bar = `<rect x="${start}" y="${y}" width="${(end - start).toFixed(1)}" height="${size.bar - 2}" fill="${colour}"/>`;
    return bar + text(end + 4, y + size.bar - 3, ratio.toFixed(2), ' class="value"');
  });
  return [text(size.left - 8, middle, job, ' text-anchor="end" class="job"'), ...drawn];
}

const style = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-size: 16px; font-weight: 600 }
  .job { font-weight: 600 }
  .value { font-size: 9px }
  .grid { stroke: #8c959f; stroke-opacity: .35 }
  .limit { stroke: #24292f }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .limit { stroke: #e6edf3 }
  }`;

/** What a reader who does not see the bars needs. */
function description(groups) {
  const sentences = groups.map(
    ({ job, bars }) => `${job}: ${bars.map(({ name, ratio }) => `${name} ${ratio.toFixed(2)}`).join('; ')}.`,
  );
  return `Bars, one group for each job: CPU time as a multiple of the limit, which is reading the needed source rows and writing the output. ${sentences.join(' ')}`;
}

/** The SVG for the value of imageFigures() with a line about the machine; jobs without a limit are left out. */
export function plot({ jobs }, machine) {
  const groups = jobs
    .filter(({ medianMs }) => medianMs.limit !== undefined)
    .map(({ job, medianMs }) => ({
      job,
      bars: series
        .filter(({ key }) => key in medianMs)
        .map((entry) => ({ ...entry, ratio: medianMs[entry.key] / medianMs.limit })),
    }));
  const used = series.filter(({ key }) => groups.some(({ bars }) => bars.some((bar) => bar.key === key)));
  const scale = scaleFor(Math.max(...groups.flatMap(({ bars }) => bars.map(({ ratio }) => ratio)), 2));
  const body = [];
  let top = size.head;
  for (const entry of groups) {
    body.push(...group(entry, top, scale));
    top += entry.bars.length * size.bar + size.gap;
  }
  const title = 'NV12 frame to picture or tensor: CPU time as a multiple of the limit';
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${top + size.foot}" role="img" aria-labelledby="title description">`,
    `<title id="title">${title}</title>`,
    `<desc id="description">${escaped(description(groups))}</desc>`,
    `<style>${style}\n</style>`,
    text(size.left, 26, title, ' class="title"'),
    text(size.left, top + size.foot - 6, machine),
    ...legend(used),
    ...axis(scale, top),
    ...body,
    '</svg>',
  ].join('\n')}\n`;
}
