import { describe, expect, test } from 'vitest';
import { inspect } from './plants/inspect.ts';
import { manyFiles, type } from './plants/plant.ts';

const why = 'because';
const allow = (files: number) => ({ fullFolders: { 'src/policy': { files, why } } });
const testedBy = (by: string) => ({ testedElsewhere: { 'src/goal/on/**': { by, why } } });

describe('exceptions', () => {
  const full = manyFiles('src/policy', 13);

  test('a folder may be fuller when the table says why, up to that number', () => {
    expect(inspect(full, allow(13))).toEqual([]);
    expect(inspect(manyFiles('src/policy', 14), allow(13))).toHaveLength(1);
  });

  test('an exception for a folder that is not full any more is reported', () => {
    const fullFolders = { 'src/policy': { files: 13, why } };
    expect(inspect(manyFiles('src/policy', 12), { fullFolders })).toHaveLength(1);
    expect(inspect({}, { fullFolders })).toHaveLength(1);
  });

  const reducer = {
    'src/goal/on/on-a.ts': 'export const onA = () => 1;\n',
    'src/goal/reduce.ts': "import { onA } from './on/on-a.ts';\nexport const reduce = onA;\n",
    'test/unit/goal/reduce.test.ts': "import '../../../src/goal/reduce.ts';\n",
  };

  test('a whole folder may be tested through another file, as long as that test reaches it', () => {
    expect(inspect(reducer)).toHaveLength(1);
    expect(inspect(reducer, testedBy('test/unit/goal/reduce.test.ts'))).toEqual([]);
    expect(inspect(reducer, testedBy('test/unit/goal/other.test.ts'))).toHaveLength(2);
  });

  test('a line for a file that has its own test by now is reported', () => {
    const testedElsewhere = {
      'src/goal/on/on-a.ts': { by: 'test/unit/goal/reduce.test.ts', why },
    };
    const tested = { ...reducer, 'test/unit/goal/on/on-a.test.ts': type };
    expect(inspect(tested, { testedElsewhere })).toHaveLength(1);
  });
});
