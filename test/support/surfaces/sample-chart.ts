import type { Chart } from '../../../src/domain/surface/chart.ts';

export const minute = 60_000;

/** A goal of two turns with a wait between them, and 95 minutes. */
export const sampleChart: Chart = {
  title: 'G-12 · Make the flaky login test stable',
  from: 0,
  to: 95 * minute,
  bars: [
    { lane: 'waiting', label: 'queued', from: 0, to: 3 * minute, tone: 'still' },
    { lane: 'turns', label: '1', from: 3 * minute, to: 30 * minute, tone: 'work' },
    { lane: 'checks', label: '✘', from: 30 * minute, to: 35 * minute, tone: 'bad' },
    { lane: 'waiting', label: 'budget', from: 35 * minute, to: 60 * minute, tone: 'warn' },
    { lane: 'turns', label: '2', from: 60 * minute, to: 90 * minute, tone: 'work' },
    { lane: 'checks', label: '✔', from: 90 * minute, to: 95 * minute, tone: 'good' },
  ],
  spend: {
    unit: 'usd',
    points: [
      { at: 0, value: 0 },
      { at: 30 * minute, value: 0.9 },
      { at: 90 * minute, value: 2.31 },
    ],
  },
};

/** One turn after another, each with its checks. */
export const longChart = (turns: number): Chart => ({
  ...sampleChart,
  to: turns * 10 * minute,
  bars: Array.from({ length: turns }, (_, index) => ({
    lane: 'turns' as const,
    label: String(index + 1),
    from: index * 10 * minute,
    to: (index * 10 + 8) * minute,
    tone: 'work' as const,
  })),
  spend: {
    unit: 'usd',
    points: Array.from({ length: turns }, (_, index) => ({ at: index * 10 * minute, value: index })),
  },
});
