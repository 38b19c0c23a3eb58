import { expect, test } from 'vitest';
import { drawSpend } from '../../../../../../adapters/chat/shared/picture/draw-spend.ts';
import { sampleChart } from '../../../../../support/surfaces/sample-chart.ts';

const at = (moment: number): number => 92 + moment / 10_000;

test('the curve rises in steps and ends with its sum', () => {
  const drawn = drawSpend(sampleChart, 200, at);
  expect(drawn).toContain('$2.31');
  expect(drawn).toMatch(/d="M92 330H\d+V[\d.]+H\d+V200H896"/u);
});

test('the axis leaves out what would stand upon its name', () => {
  const drawn = drawSpend({ ...sampleChart, spend: { unit: 'usd', points: [{ at: 0, value: 2 }] } }, 200, at);
  expect(drawn).not.toContain('>$2.00</text><line');
  expect(drawn.match(/\$2\.00/gu)).toHaveLength(1);
});

test('what was not billed is no curve', () => {
  const drawn = drawSpend(
    { ...sampleChart, spend: { unit: 'tokens', points: [{ at: 0, value: 0 }] } },
    200,
    at,
  );
  expect(drawn).toContain('nothing used yet');
  expect(drawn).not.toContain('<path');
});
