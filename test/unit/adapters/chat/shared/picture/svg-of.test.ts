import { expect, test } from 'vitest';
import { svgOf } from '../../../../../../adapters/chat/shared/picture/svg-of.ts';
import { allHostile } from '../../../../../support/core/hostile-text.ts';
import { longChart, sampleChart } from '../../../../../support/surfaces/sample-chart.ts';

const texts = (svg: string): readonly string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, words = '']) => words);
const numbers = (svg: string): readonly string[] =>
  [...svg.matchAll(/="([^"#a-zA-Z%()]+)"/gu)].flatMap(([, list = '']) => list.trim().split(/\s+/u));

test('it says title, lanes, bars, time and money', () => {
  const said = texts(svgOf(sampleChart));
  for (const words of [
    'G-12 · Make the flaky login test stable',
    'Turns',
    'Checks',
    'Waiting',
    'Spend',
    'budget',
    '1',
    '✔',
    '30 min',
    '$2.31',
    'failed',
  ])
    expect(said).toContain(words);
  expect(said).not.toContain('Tokens');
});

/** The bar of that label. */
const box = (label: string) => {
  const svg = svgOf(sampleChart);
  const [, x = '', width = ''] =
    new RegExp(`<rect x="([\\d.]+)" y="64" width="([\\d.]+)"[^>]*/><text[^>]*>${label}<`, 'u').exec(svg) ??
    [];
  return { x: Number(x), width: Number(width) };
};

test('what happened first stands further left, and as wide as it lasted', () => {
  expect(box('1').x).toBeLessThan(box('2').x);
  expect(box('1').width).toBeLessThan(box('2').width);
});

test('it is opaque, with a border, and no larger than a chat shows', () => {
  for (const chart of [sampleChart, longChart(1), longChart(200)]) {
    const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/u.exec(svgOf(chart)) ?? [];
    expect(Number(width)).toBeLessThanOrEqual(1000);
    expect(Number(height)).toBeLessThanOrEqual(500);
    expect(svgOf(chart)).toMatch(/<rect x="0.75" y="0.75" [^>]*fill="#[0-9a-f]{6}" stroke="#/u);
  }
});

test('hostile labels, moments and sums stay what they are: words and numbers', () => {
  const svg = svgOf({
    title: `</text><script>${allHostile}`,
    from: 0,
    to: 1000,
    bars: [
      { lane: 'turns', label: `"/><image href="x"/>${allHostile}`, from: Number.NaN, to: 1e300, tone: 'bad' },
    ],
    spend: {
      unit: 'usd',
      points: [
        { at: Number.NaN, value: 1 },
        { at: 5, value: Infinity },
        { at: 6, value: 1e12 },
      ],
    },
  });
  expect(svg).not.toMatch(/<(?:script|image|a|b)\b|href|NaN|Infinity/u);
  for (const number of numbers(svg)) expect(number).toMatch(/^-?[\d.]+$/u);
  expect(texts(svg).length).toBeGreaterThan(4);
});

test('thousands of bars are drawn once where they cannot be told apart', () => {
  expect(svgOf(longChart(20_000)).length).toBeLessThan(400_000);
  expect(svgOf(longChart(200)).match(/<rect /gu)?.length).toBeGreaterThan(200);
});

test('a chart in which nothing happened yet says so', () => {
  const empty = { ...sampleChart, to: 0, bars: [], spend: { unit: 'tokens' as const, points: [] } };
  expect(texts(svgOf(empty))).toEqual(expect.arrayContaining(['Turns', 'Tokens', 'nothing used yet']));
});
