const durationUnits: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `90s`, `30m`, `2h`, `1h30m`, `1d`, or a number of milliseconds → milliseconds; undefined when it is none of these. */
export function durationMs(value: string | number): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
  const compact = value.replaceAll(/\s+/g, '').toLowerCase();
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(compact)) return undefined;
  const parts = compact.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g);
  const sum = [...parts].reduce(
    (total, [, amount, unit]) => total + Number(amount) * (durationUnits[unit ?? ''] ?? 0),
    0,
  );
  return Math.round(sum);
}
