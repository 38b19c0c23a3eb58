import type { Chart } from '../../../../src/domain/surface/chart.ts';
import { colours, plotWidth, px, size } from './look.ts';
import { spendWords, valueTicks } from './scales.ts';
import { escapeSvg } from './svg-words.ts';

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What had been spent by when: it rises only, so steps tell the truth between two moments of which nothing is known. */
export function drawSpend({ spend }: Chart, top: number, at: (moment: number) => number): string {
  const points = spend.points.filter(({ at: moment, value }) => Number.isFinite(moment) && value >= 0);
  const largest = Math.max(...points.map(({ value }) => value).filter(Number.isFinite), 0);
  const name = `<text x="${size.left - 12}" y="${px(top + 6)}" text-anchor="end" font-size="14" fill="${colours.ink}">${spend.unit === 'usd' ? 'Spend' : 'Tokens'}</text>`;
  if (largest <= 0) return name + nothing(top);
  const y = (value: number): number => top + size.spend * (1 - Math.min(value / largest, 1));
  const spots = thinned(points.map(({ at: moment, value }) => ({ x: at(moment), y: y(value) })));
  return `${name}${grid(largest, spend.unit, y)}${curve(spots, top)}${total(spots, spendWords(largest, spend.unit))}`;
}

const nothing = (top: number): string =>
  `<text x="${size.left + 8}" y="${px(top + size.spend / 2)}" font-size="13" fill="${colours.faint}">nothing used yet</text>`;

/** One point for each pixel, the last. */
function thinned(spots: readonly Spot[]): readonly Spot[] {
  const byPixel = new Map(spots.map((spot) => [Math.round(spot.x), spot]));
  return [...byPixel.values()].toSorted((a, b) => a.x - b.x);
}

function grid(largest: number, unit: Chart['spend']['unit'], y: (value: number) => number): string {
  return valueTicks(largest, 3)
    .map((value) => {
      const line = `<line x1="${size.left}" x2="${size.left + plotWidth}" y1="${px(y(value))}" y2="${px(y(value))}" stroke="${colours.grid}"/>`;
      // The uppermost is beside the name of the curve.
      if (y(value) - y(largest) < 22) return line;
      return `${line}<text x="${size.left - 12}" y="${px(y(value) + 4)}" text-anchor="end" font-size="12" fill="${colours.faint}">${escapeSvg(spendWords(value, unit))}</text>`;
    })
    .join('');
}

function curve(spots: readonly Spot[], top: number): string {
  const [first] = spots;
  if (first === undefined) return '';
  const floor = px(top + size.spend);
  const steps = spots.slice(1).map(({ x, y }) => `H${px(x)}V${px(y)}`);
  const line = `M${px(first.x)} ${px(first.y)}${steps.join('')}H${px(size.left + plotWidth)}`;
  return (
    `<path d="${line}V${floor}H${px(first.x)}Z" fill="${colours.under}" fill-opacity="0.14"/>` +
    `<path d="${line}" fill="none" stroke="${colours.line}" stroke-width="2.5" stroke-linejoin="round"/>`
  );
}

/** The end of the curve says how much it came to. */
function total(spots: readonly Spot[], words: string): string {
  const last = spots.at(-1);
  if (last === undefined) return '';
  const x = size.left + plotWidth;
  return (
    `<circle cx="${px(x)}" cy="${px(last.y)}" r="4" fill="${colours.line}"/>` +
    `<text x="${px(x + 8)}" y="${px(last.y + 5)}" font-size="13" font-weight="bold" fill="${colours.line}">${escapeSvg(words)}</text>`
  );
}
