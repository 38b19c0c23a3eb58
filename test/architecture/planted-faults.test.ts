import { describe, expect, test } from 'vitest';
import { inspect } from './plants/inspect.ts';
import { plantedGaps } from './plants/planted-gaps.ts';
import { plantedImports } from './plants/planted-imports.ts';
import { plantedInsides } from './plants/planted-insides.ts';
import { plantedShapes } from './plants/planted-shapes.ts';
import { plantedWords } from './plants/planted-words.ts';

const groups = {
  imports: plantedImports,
  'sizes and names': plantedShapes,
  code: plantedInsides,
  words: plantedWords,
  'unit tests': plantedGaps,
};

const broken = (files: Readonly<Record<string, string>>, rule: string): readonly string[] =>
  inspect(files).filter((line) => line.endsWith(`[${rule}]`));

describe.each(Object.entries(groups))('faults in %s', (_name, plants) => {
  test.each(plants)('$rule reports $fault', ({ rule, bad }) => {
    expect(broken(bad, rule)).not.toEqual([]);
  });

  test.each(plants)('$rule leaves alone what is nearly $fault', ({ rule, good }) => {
    expect(broken(good, rule)).toEqual([]);
  });
});

test('a report names file, line, what is wrong, and the rule', () => {
  expect(inspect({ 'src/runner/a.ts': '\n\nvoid process.env;\n' })).toEqual([
    'src/runner/a.ts:3  only src/config/load.ts reads process.env  [environment]',
  ]);
});
