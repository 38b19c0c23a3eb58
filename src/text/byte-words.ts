const units = ['kB', 'MB', 'GB', 'TB'] as const;

/** `512 bytes`, `1.5 kB`, `20 GB`; in steps of 1024. */
export function byteWords(bytes: number): string {
  let [value, unit] = [bytes, 'bytes'];
  for (const larger of units) {
    if (value < 1024) break;
    [value, unit] = [value / 1024, larger];
  }
  return `${Number(value.toFixed(1))} ${unit}`;
}
