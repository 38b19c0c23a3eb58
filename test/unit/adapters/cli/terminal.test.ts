import { describe, expect, it } from 'vitest';
import { styled, wantsColor } from '../../../../adapters/cli/terminal.ts';

const terminal = { isTTY: true, write: () => true };
const file = { write: () => true };

describe('colours', () => {
  it('are wanted on a terminal that can, unless NO_COLOR says otherwise', () => {
    expect([
      wantsColor(terminal, {}),
      wantsColor(terminal, { NO_COLOR: '' }),
      wantsColor(terminal, { NO_COLOR: '1' }),
      wantsColor(terminal, { TERM: 'dumb' }),
      wantsColor(file, {}),
    ]).toEqual([true, true, false, false, false]);
  });

  it('stand around the text, or not at all', () => {
    expect([styled(true, 'red', 'x'), styled(false, 'red', 'x')]).toEqual(['\u001B[31mx\u001B[39m', 'x']);
  });
});
