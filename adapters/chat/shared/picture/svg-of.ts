import type { Chart } from '../../../../src/domain/surface/chart.ts';
import { drawLanes, lanesHeight, lanesOf } from './draw-lanes.ts';
import { drawSpend } from './draw-spend.ts';
import { colours, fills, plotWidth, px, size } from './look.ts';
import { tickTime, timeTicks } from './scales.ts';
import { escapeSvg, fitWords } from './svg-words.ts';

/** A chart as an SVG of at most 960 × 420 pixels, opaque. Labels are data: whatever is in them, nothing becomes markup. */
export function svgOf(chart: Chart): string {
  const spendTop = size.top + lanesHeight(lanesOf(chart).length) + 14;
  const floor = spendTop + size.spend;
  const height = floor + 60;
  const at = momentScale(chart);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}" font-family="DejaVu Sans">`,
    stripes,
    card(height),
    title(chart.title),
    timeGrid(chart, at, floor),
    drawLanes(chart, at),
    drawSpend(chart, spendTop, at),
    legend(chart, height),
    '</svg>',
  ].join('');
}

/** Where a moment is drawn; what is outside of the chart's time stands at its edge. */
function momentScale({ from, to }: Chart): (moment: number) => number {
  const lasts = Math.max(to - from, 1);
  return (moment) => size.left + plotWidth * Math.min(Math.max((moment - from) / lasts, 0), 1);
}

const stripes =
  '<defs><pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<rect width="2.5" height="7" fill="#ffffff" fill-opacity="0.28"/></pattern></defs>';

const card = (height: number): string =>
  `<rect x="0.75" y="0.75" width="${size.width - 1.5}" height="${height - 1.5}" rx="10" fill="${colours.ground}" stroke="${colours.border}" stroke-width="1.5"/>`;

const title = (words: string): string =>
  `<text x="24" y="38" font-size="18" font-weight="bold" fill="${colours.ink}">${escapeSvg(fitWords(words, size.width - 48, 18, 'bold'))}</text>`;

function timeGrid({ from, to }: Chart, at: (moment: number) => number, floor: number): string {
  return timeTicks(Math.max(to - from, 1), 8)
    .map((tick) => {
      const x = px(at(from + tick));
      return (
        `<line x1="${x}" x2="${x}" y1="${size.top - 4}" y2="${px(floor)}" stroke="${colours.grid}"/>` +
        `<text x="${x}" y="${px(floor + 18)}" text-anchor="middle" font-size="12" fill="${colours.faint}">${tickTime(tick)}</text>`
      );
    })
    .join('');
}

const meanings = {
  work: 'at work',
  good: 'good',
  bad: 'failed',
  warn: 'waits for a person',
  still: 'rests',
} as const;

/** Only the tones that are there. */
function legend({ bars }: Chart, height: number): string {
  const used = new Set(bars.map(({ tone }) => tone));
  let x: number = size.left;
  return (['work', 'good', 'bad', 'warn', 'still'] as const)
    .filter((tone) => used.has(tone))
    .map((tone) => {
      const box = `x="${px(x)}" y="${height - 26}" width="12" height="12" rx="2"`;
      const over = tone === 'bad' ? `<rect ${box} fill="url(#stripes)"/>` : '';
      const words = `<text x="${px(x + 18)}" y="${height - 16}" font-size="12" fill="${colours.faint}">${meanings[tone]}</text>`;
      x += 18 + meanings[tone].length * 7.4 + 22;
      return `<rect ${box} fill="${fills[tone]}"/>${over}${words}`;
    })
    .join('');
}
