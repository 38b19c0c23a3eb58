import { describe, expect, it } from 'vitest';
import { canSeeProcesses, marksIn, parseStat } from '../../../../adapters/process/proc-table.ts';

const tail = '4194560 100 0 0 0 1 2 0 0 20 0 1 0 987654 2500000 365';

describe('process table', () => {
  it('reads a line of stat', () => {
    expect(parseStat(`42 (sleep) S 7 40 41 0 -1 ${tail}`)).toEqual({
      pid: 42,
      parent: 7,
      group: 40,
      session: 41,
      start: '987654',
    });
  });

  it('is not misled by a name with spaces and brackets', () => {
    expect(parseStat(`42 (a) S 1 1 (b)) R 7 40 41 0 -1 ${tail}`)).toMatchObject({
      parent: 7,
      start: '987654',
    });
  });

  it('leaves zombies and the dead out, and what cannot be read', () => {
    expect(parseStat(`42 (sleep) Z 7 40 41 0 -1 ${tail}`)).toBeUndefined();
    expect(parseStat(`42 (sleep) X 7 40 41 0 -1 ${tail}`)).toBeUndefined();
    expect(parseStat('')).toBeUndefined();
    expect(parseStat('42 (sleep) S 7')).toBeUndefined();
  });

  it('finds the marks in an environment block, and only whole names', () => {
    expect(marksIn(Buffer.from('PATH=/bin\0DROVER_TURN=h/G-1/1-1\0A=b\0'))).toEqual({ tag: 'h/G-1/1-1' });
    expect(marksIn(Buffer.from('DROVER_SHIM=h/G-1/1-1\0'))).toEqual({ shim: 'h/G-1/1-1' });
    expect(marksIn(Buffer.from('DROVER_SHIM=a\0DROVER_TURN=b'))).toEqual({ tag: 'b', shim: 'a' });
    expect(marksIn(Buffer.from('MY_DROVER_TURN=x\0'))).toEqual({});
    expect(marksIn(Buffer.from('DROVER_TURN_ID=x\0'))).toEqual({});
    expect(marksIn(Buffer.from('A=DROVER_TURN=x\0'))).toEqual({});
    expect(marksIn(Buffer.alloc(0))).toEqual({});
  });

  it('knows where processes can be seen', () => {
    expect(canSeeProcesses('linux')).toBe(true);
    expect(canSeeProcesses('darwin')).toBe(false);
    expect(canSeeProcesses('win32')).toBe(false);
  });
});
