import type { Chart } from '../../../../src/domain/surface/chart.ts';

/** Measures of the picture, in pixels. It is opaque, with a border, so that it can be read on dark and on light ground. */
export const size = {
  width: 960,
  left: 92,
  right: 64,
  top: 64,
  laneHeight: 30,
  laneGap: 10,
  spend: 130,
} as const;

/** The room that time has. */
export const plotWidth = size.width - size.left - size.right;

type Tone = Chart['bars'][number]['tone'];

/** Each differs in lightness as well: about one reader in twelve does not tell red from green. */
export const fills: Readonly<Record<Tone, string>> = {
  good: '#2f9e62',
  bad: '#a3242b',
  warn: '#e8a317',
  work: '#3f7fdc',
  still: '#c3c9d2',
};

/** What is written on a bar of that tone. */
export const inks: Readonly<Record<Tone, string>> = {
  good: '#ffffff',
  bad: '#ffffff',
  warn: '#231a00',
  work: '#ffffff',
  still: '#2b3138',
};

export const colours = {
  ground: '#f8f9fb',
  border: '#8d96a3',
  ink: '#1d232b',
  faint: '#5b6572',
  grid: '#dfe3e9',
  lane: '#eceff3',
  line: '#6b3fa0',
  under: '#6b3fa0',
} as const;

/** A number as SVG wants it: two digits at most, never an exponent. */
export const px = (value: number): string => String(Number((Number.isFinite(value) ? value : 0).toFixed(2)));
