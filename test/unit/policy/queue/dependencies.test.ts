import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { goalIdOf, type GoalId } from '../../../../src/domain/ids.ts';
import {
  circleOf,
  dependencyNote,
  failedDependency,
  longestChain,
  nextDepth,
  openDependencies,
} from '../../../../src/policy/queue/dependencies.ts';

const [one, two, three] = [goalIdOf(1), goalIdOf(2), goalIdOf(3)];

test('open is what has not ended, also when it has a new run', () => {
  const some = [
    { goal: one, state: 'done' as const },
    { goal: two },
    { goal: three, state: 'running' as const },
  ];
  expect(openDependencies(some)).toEqual(['G-2', 'G-3']);
  expect(failedDependency(some)).toBeUndefined();
  expect(failedDependency([...some, { goal: one, state: 'exhausted' }])).toEqual({
    goal: 'G-1',
    state: 'exhausted',
  });
});

test('the note says who is waited for, for what, and who is there already', () => {
  expect(dependencyNote([{ goal: one }, { goal: two }], 'cancel')).toBe('G-1, G-2 to be done');
  expect(dependencyNote([{ goal: one, state: 'failed' }, { goal: two }], 'run')).toBe(
    'G-2 to end (G-1 is failed)',
  );
});

test('a circle is found with its way, also one of a single goal', () => {
  const after = new Map([
    [one, [two]],
    [two, [three]],
  ]);
  expect(circleOf(three, [one], after)).toEqual(['G-3', 'G-1', 'G-2', 'G-3']);
  expect(circleOf(one, [one], new Map())).toEqual(['G-1', 'G-1']);
  expect(circleOf(three, [], after)).toBeUndefined();
  expect(circleOf(one, [two, three], after)).toBeUndefined();
});

test('edges that are only taken when they close no circle never make one, whatever their order', () => {
  const edge = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }));
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 40 }), (edges) => {
      const after = new Map<GoalId, GoalId[]>();
      for (const [from, to] of edges.map(([a, b]) => [goalIdOf(a), goalIdOf(b)] as const)) {
        const old = after.get(from) ?? [];
        if (circleOf(from, [...old, to], after) === undefined) after.set(from, [...old, to]);
      }
      // Goals that wait for nobody can be taken away until none is left.
      const left = new Map(after);
      for (let taken = true; taken;) {
        taken = false;
        for (const [goal, befores] of left)
          if (!befores.some((other) => left.has(other))) taken = left.delete(goal);
      }
      expect([...left.keys()]).toEqual([]);
    }),
  );
});

test('a chain of goals that dispatch each other has an end', () => {
  const depths = [0];
  for (let depth = nextDepth(0); depth !== undefined; depth = nextDepth(depth)) depths.push(depth);
  expect(depths).toEqual([0, 1, 2, 3, 4, 5]);
  expect(longestChain).toBe(5);
});
