import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutEscaped, escapeText } from '../../../../../../adapters/chat/discord/text/escape.ts';
import { snowflakeAt, timeOfSnowflake } from '../../../../../../adapters/chat/discord/text/snowflake.ts';

describe('text in Discord', () => {
  it('is cut outside of an escape', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, max) => {
        const cut = cutEscaped(escapeText(text), max);
        expect(cut.length).toBeLessThanOrEqual(max);
        const slashes = /\\+(?=…?$)/u.exec(cut)?.[0].length ?? 0;
        expect(slashes % 2).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('gives ids their time, and times the first id that they can have', () => {
    // Discord's own example: https://discord.com/developers/docs/reference#snowflakes
    expect(timeOfSnowflake('175928847299117063')).toBe(1_462_015_105_796);
    expect(timeOfSnowflake(snowflakeAt(1_462_015_105_796))).toBe(1_462_015_105_796);
    expect(snowflakeAt(0)).toBe('0');
  });
});
