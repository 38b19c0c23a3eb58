/** Discord's ids carry the milliseconds since 2015 in their upper bits. Source: https://discord.com/developers/docs/reference#snowflakes */
const epochMs = 1_420_070_400_000;

/** When it was made, in epoch milliseconds. */
export const timeOfSnowflake = (id: string): number => Number(BigInt(id) >> 22n) + epochMs;

/** The smallest id that can have been made at that time (epoch milliseconds). */
export const snowflakeAt = (atMs: number): string =>
  String(BigInt(Math.max(0, Math.floor(atMs) - epochMs)) << 22n);
