import { describe, expect, it } from 'vitest';
import { parseStat } from '../../../../adapters/home/process-identity.ts';

const fields = 'S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21';

describe('a line of /proc/<pid>/stat', () => {
  it('tells state and start time', () => {
    expect(parseStat(`42 (node) ${fields}`)).toEqual({ state: 'S', startTime: '4711' });
  });

  it('is read past a name with blanks and brackets', () => {
    expect(parseStat(`42 (a) Z (b) c) ${fields}`)).toEqual({ state: 'S', startTime: '4711' });
  });

  it('tells nothing when it is too short', () => {
    expect(parseStat('42 (node) S 1')).toBeUndefined();
  });
});
