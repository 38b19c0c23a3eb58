import { describe, expect, it } from 'vitest';
import { goalWords } from '../../../../../adapters/cli/goal/goal-words.ts';

describe('words after drover goal', () => {
  it.each([
    [[], ['help'], false],
    [['--help'], ['help'], false],
    [['--json'], ['help'], true],
    [['list'], ['list'], false],
    [['--json', 'list'], ['list'], true],
    [['list', '--project', 'app', '--json'], ['list', '--project', 'app'], true],
    [['status', 'G-1', '--json'], ['status', 'G-1'], true],
    [['run', '--json', 'fix', 'it'], ['run', 'fix', 'it'], true],
    [
      ['run', '--accept', 'npm test', 'add', 'a', '--json', 'flag'],
      ['run', '--accept', 'npm test', 'add', 'a', '--json', 'flag'],
      false,
    ],
    [['say', 'G-1', 'use', '--json'], ['say', 'G-1', 'use', '--json'], false],
    [['logs', 'G-1', '--', '--json'], ['logs', 'G-1', '--', '--json'], false],
    [
      ['run', '--unknown=1', '-x', '--', '--turns', '3'],
      ['run', '--unknown=1', '-x', '--', '--turns', '3'],
      false,
    ],
    [['run', '--help'], ['run', '--help'], false],
  ])('%j are %j, json: %j', (words, argv, json) => {
    expect(goalWords(words)).toEqual({ argv, json });
  });
});
