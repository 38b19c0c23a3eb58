import { expect, test } from 'vitest';
import { pictureOf } from '../../../adapters/chat/shared/picture/picture-of.ts';
import { allHostile } from '../../support/core/hostile-text.ts';
import { longChart, sampleChart } from '../../support/surfaces/sample-chart.ts';

/** Width and height stand in the first chunk. Source: https://www.w3.org/TR/png/#11IHDR */
const measures = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

test('a chart becomes a picture that every chat takes', async () => {
  for (const chart of [sampleChart, longChart(1), longChart(200)]) {
    const png = await pictureOf(chart);
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.length).toBeLessThan(200_000);
    expect(measures(png).width).toBeLessThanOrEqual(1000);
    expect(measures(png).height).toBeLessThanOrEqual(500);
  }
});

test('words are drawn with the fonts that come along, not left out', async () => {
  const [said, silent] = await Promise.all([
    pictureOf(sampleChart),
    pictureOf({ ...sampleChart, title: ' ' }),
  ]);
  expect(said.length - silent.length).toBeGreaterThan(2000);
});

test('hostile labels are drawn, and break nothing', async () => {
  const bars = sampleChart.bars.map((bar) => ({ ...bar, label: allHostile }));
  expect((await pictureOf({ ...sampleChart, title: allHostile, bars })).length).toBeGreaterThan(5000);
});
