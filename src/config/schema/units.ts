import { z } from 'zod';
import { durationMs } from '../../text/read-duration.ts';

const countUnits: Readonly<Record<string, number>> = { '': 1, k: 1000, m: 1_000_000 };

/** `500k`, `2M`, `1500000`, or a number → a count; undefined when it is none of these. */
export function countOf(value: string | number): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined;
  const match = /^(\d+(?:\.\d+)?)\s*([km]?)$/i.exec(value.trim());
  return match === null
    ? undefined
    : Math.round(Number(match[1]) * (countUnits[(match[2] ?? '').toLowerCase()] ?? 1));
}

/** `5`, `$5`, `2.50usd`, or a number → US dollars; undefined when it is none of these. */
export function dollarsOf(value: string | number): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
  const match = /^\$?\s*(\d+(?:\.\d+)?)\s*(?:usd)?$/i.exec(value.trim());
  return match === null ? undefined : Number(match[1]);
}

const sizeUnits: Readonly<Record<string, number>> = {
  '': 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
};

/** `20GB`, `500 MiB`, `0`, or a number → bytes, in steps of 1024; undefined when it is none of these. */
export function bytesOf(value: string | number): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined;
  const match = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])i?)?b?$/i.exec(value.trim());
  return match === null
    ? undefined
    : Math.round(Number(match[1]) * (sizeUnits[(match[2] ?? '').toLowerCase()] ?? 1));
}

const quantity = (convert: (value: string | number) => number | undefined, message: string) =>
  z
    .union([z.number(), z.string()], { error: message })
    .refine((value) => convert(value) !== undefined, { error: message });

/** A time as people write it, or milliseconds. */
export const DurationSchema = quantity(
  durationMs,
  'must be a time such as 90s, 30m, 2h or 1d, or a number of milliseconds',
).meta({ quantity: 'time' });

export const PositiveDurationSchema = DurationSchema.refine((value) => durationMs(value) !== 0, {
  error: 'must be longer than nothing',
}).meta({ quantity: 'time above 0' });

export const CountSchema = quantity(countOf, 'must be a whole number such as 500000, 500k or 2M').meta({
  quantity: 'count',
});

/** A number of things of which there must be one. */
export const PositiveCountSchema = CountSchema.refine((value) => countOf(value) !== 0, {
  error: 'must be at least 1',
}).meta({ quantity: 'count above 0' });

export const DollarsSchema = quantity(dollarsOf, 'must be an amount of US dollars such as 5 or 2.50').meta({
  quantity: 'dollars',
});

/** Where 0 could be read as “nothing” and as “no limit” it is refused. */
export const PositiveDollarsSchema = DollarsSchema.refine((value) => dollarsOf(value) !== 0, {
  error: 'must be more than nothing; leave it out where there is no limit',
}).meta({ quantity: 'dollars above 0' });

export const SizeSchema = quantity(bytesOf, 'must be a size such as 500MB or 20GB').meta({
  quantity: 'size',
});
