const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps of time that people count in, in milliseconds. */
const timeSteps: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((count) => count * day),
];

/** Moments on an axis that lasts so long: round numbers from 0 on, at most `most` steps. */
export function timeTicks(lasts: number, most: number): readonly number[] {
  const step =
    timeSteps.find((candidate) => lasts / candidate <= most) ?? Math.ceil(lasts / most / day) * day;
  return upTo(lasts, step);
}

/** `0`, `30 s`, `5 min`, `1 h 30 min`, `2 d 6 h`. */
export function tickTime(ms: number): string {
  if (ms === 0) return '0';
  if (ms < minute) return `${Math.round(ms / second)} s`;
  if (ms < hour) return both([Math.floor(ms / minute), 'min'], [Math.round((ms % minute) / second), 's']);
  if (ms < day) return both([Math.floor(ms / hour), 'h'], [Math.round((ms % hour) / minute), 'min']);
  return both([Math.floor(ms / day), 'd'], [Math.round((ms % day) / hour), 'h']);
}

const both = ([major, unit]: [number, string], [minor, small]: [number, string]): string =>
  minor === 0 ? `${major} ${unit}` : `${major} ${unit} ${minor} ${small}`;

/** Values on an axis up to `largest`: steps of 1, 2 or 5 times a power of ten, at most `most` of them. */
export function valueTicks(largest: number, most: number): readonly number[] {
  const rough = largest / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  return upTo(largest, step);
}

function upTo(largest: number, step: number): readonly number[] {
  const count = Math.floor(largest / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** `$0.05`, `$12.50`, `$1.2k`, `850`, `1.2M`. */
export function spendWords(value: number, unit: 'usd' | 'tokens'): string {
  if (value >= 1000) return `${unit === 'usd' ? '$' : ''}${thousands(value)}`;
  if (unit === 'tokens') return String(Math.round(value));
  return `$${value.toFixed(value > 0 && value < 0.01 ? 4 : 2)}`;
}

const units = ['k', 'M', 'G', 'T'] as const;

function thousands(value: number): string {
  let [scaled, unit]: [number, string] = [value, ''];
  for (const larger of units) {
    if (scaled < 999.5) break;
    [scaled, unit] = [scaled / 1000, larger];
  }
  return `${scaled.toFixed(scaled < 100 ? 1 : 0).replace(/\.0$/u, '')}${unit}`;
}
