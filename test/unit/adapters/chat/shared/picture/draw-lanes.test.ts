import { expect, test } from 'vitest';
import {
  drawLanes,
  lanesHeight,
  lanesOf,
} from '../../../../../../adapters/chat/shared/picture/draw-lanes.ts';
import { sampleChart } from '../../../../../support/surfaces/sample-chart.ts';

test('only lanes with something in them are drawn, and always one', () => {
  expect(lanesOf(sampleChart)).toEqual(['turns', 'checks', 'waiting']);
  expect(lanesOf({ ...sampleChart, bars: [] })).toEqual(['turns']);
  expect(lanesHeight(3)).toBeGreaterThan(lanesHeight(1));
});

test('a failure is told apart without colour: its bar is striped', () => {
  const drawn = drawLanes(sampleChart, (moment) => 92 + moment / 10_000);
  expect(drawn.match(/url\(#stripes\)/gu)).toHaveLength(1);
});

test('a bar that begins at the very end still stands inside', () => {
  const chart = {
    ...sampleChart,
    bars: [{ lane: 'turns', label: '1', from: 9, to: 9, tone: 'work' } as const],
  };
  const [, x = ''] = /<rect x="([\d.]+)" y="64" width="1.5"/u.exec(drawLanes(chart, () => 896)) ?? [];
  expect(Number(x)).toBeLessThan(896);
});
