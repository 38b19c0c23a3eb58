import type { Chart } from '../../../../src/domain/surface/chart.ts';
import { colours, fills, inks, plotWidth, px, size } from './look.ts';
import { escapeSvg, fitWords } from './svg-words.ts';

type Bar = Chart['bars'][number];

const lanes = ['turns', 'checks', 'waiting'] as const;
const names: Readonly<Record<Bar['lane'], string>> = { turns: 'Turns', checks: 'Checks', waiting: 'Waiting' };

/** The lanes that have something in them; there is always one. */
export function lanesOf({ bars }: Chart): readonly Bar['lane'][] {
  const used = lanes.filter((lane) => bars.some((bar) => bar.lane === lane));
  return used.length === 0 ? ['turns'] : used;
}

/** Height of all lanes, in pixels. */
export const lanesHeight = (count: number): number => count * (size.laneHeight + size.laneGap);

/** What happened when, one row for each kind of thing. */
export function drawLanes(chart: Chart, at: (moment: number) => number): string {
  return lanesOf(chart)
    .map((lane, index) => {
      const top = size.top + lanesHeight(index);
      const bars = drawBars(
        chart.bars.filter((bar) => bar.lane === lane),
        top,
        at,
      );
      return `${laneGround(names[lane], top)}${bars}`;
    })
    .join('');
}

const laneGround = (name: string, top: number): string =>
  `<text x="${size.left - 12}" y="${px(top + 20)}" text-anchor="end" font-size="14" fill="${colours.ink}">${name}</text>` +
  `<rect x="${size.left}" y="${px(top)}" width="${plotWidth}" height="${size.laneHeight}" rx="4" fill="${colours.lane}"/>`;

/** Bars too narrow to be told apart are drawn once: a goal can have thousands. */
function drawBars(bars: readonly Bar[], top: number, at: (moment: number) => number): string {
  const drawn = new Map<string, string>();
  for (const bar of bars) {
    const from = at(bar.from);
    const whole = at(bar.to) - from;
    // A hair of room between neighbours, where there is any.
    const width = Math.max(whole > 6 ? whole - 1 : whole, 1.5);
    const x = Math.min(from, size.left + plotWidth - 1.5);
    const where = `${Math.round(x * 2)}/${Math.round(width * 2)}/${bar.tone}`;
    if (!drawn.has(where)) drawn.set(where, drawBar(bar, { x, width, top }));
  }
  return [...drawn.values()].join('');
}

interface Box {
  readonly x: number;
  readonly width: number;
  readonly top: number;
}

function drawBar({ label, tone }: Bar, { x, width, top }: Box): string {
  const box = `x="${px(x)}" y="${px(top)}" width="${px(width)}" height="${size.laneHeight}" rx="${width > 8 ? 3 : 0}"`;
  const stripes = tone === 'bad' && width > 8 ? `<rect ${box} fill="url(#stripes)"/>` : '';
  const words = fitWords(label, width - 8, 12);
  const text =
    words === ''
      ? ''
      : `<text x="${px(x + width / 2)}" y="${px(top + 19.5)}" text-anchor="middle" font-size="12" fill="${inks[tone]}">${escapeSvg(words)}</text>`;
  return `<rect ${box} fill="${fills[tone]}"/>${stripes}${text}`;
}
