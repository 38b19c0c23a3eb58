import { describe, expect, test } from 'vitest';
import { leastBusy, modelChoiceShape } from '../../../src/policy/choose-agent.ts';

const loads = (...active: number[]) =>
  active.map((count, index) => ({ name: 'abc'[index] ?? '', active: count }));

describe('the agent with the least to do', () => {
  test('it is the one with the fewest goals, and among equals the first', () => {
    expect(leastBusy(loads(2, 1, 3), 0)?.name).toBe('b');
    expect(leastBusy(loads(1, 1, 1), 0)?.name).toBe('a');
  });

  test('goals that begin together are spread instead of running to the same one', () => {
    expect([0, 1, 2, 3].map((ahead) => leastBusy(loads(1, 0, 0), ahead)?.name)).toEqual(['b', 'c', 'a', 'b']);
  });

  test('where no agent works there is none', () => {
    expect(leastBusy([], 0)).toBeUndefined();
    expect(leastBusy([], 3)).toBeUndefined();
  });
});

describe('the choice of a model', () => {
  const { parse, jsonSchema } = modelChoiceShape(['small', 'large']);

  test('only a model of the agent is one', () => {
    expect(parse({ model: 'large', why: 'it is wide' })).toEqual({ model: 'large', why: 'it is wide' });
    expect(parse({ model: 'huge', why: 'better' })).toBeUndefined();
    expect(parse('large')).toBeUndefined();
  });

  test('a reason may be missing', () => {
    expect(parse({ model: 'small' })).toEqual({ model: 'small', why: '' });
  });

  test('backends that enforce a schema are told the models', () => {
    expect(jsonSchema).toMatchObject({ properties: { model: { enum: ['small', 'large'] } } });
  });
});
