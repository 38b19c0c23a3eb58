import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GoalState } from '../../../../src/domain/goal.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import type { SlotCaps } from '../../../../src/domain/rules/slot-caps.ts';
import { chooseGoals, whyQueued, type SlotCandidate } from '../../../../src/policy/queue/slots.ts';

const goal = (number: number, state: GoalState, more: Partial<SlotCandidate> = {}): SlotCandidate => ({
  id: goalIdOf(number),
  state,
  priority: 3,
  createdAt: number,
  project: 'shop',
  owner: 'slack:U1',
  agent: 'claude',
  ...more,
});
const caps = (goals: number, more: Partial<SlotCaps> = {}): SlotCaps => ({
  goals,
  perUser: 0,
  perProject: 0,
  agents: {},
  ...more,
});
const minute = 60_000;

test('free slots go to the queued goals, oldest first', () => {
  const goals = [goal(3, 'queued'), goal(1, 'queued'), goal(2, 'queued')];
  expect(chooseGoals(goals, caps(2), 10)).toEqual(['G-1', 'G-2']);
});

test('an urgent goal overtakes older ones', () => {
  const goals = [goal(1, 'queued'), goal(2, 'queued', { priority: 1 })];
  expect(chooseGoals(goals, caps(1), 10)).toEqual(['G-2']);
});

test('only what prepares or runs holds a slot', () => {
  const holders = (['preparing', 'running'] as const).map((state, index) => goal(index + 1, state));
  expect(chooseGoals([...holders, goal(9, 'queued')], caps(2), 10)).toEqual([]);
  expect(chooseGoals([...holders, goal(9, 'queued')], caps(3), 10)).toEqual(['G-9']);
  const others = (['paused', 'waiting', 'sleeping', 'done', 'failed', 'cancelled'] as const).map(
    (state, index) => goal(index + 1, state),
  );
  expect(chooseGoals([...others, goal(9, 'queued')], caps(1), 10)).toEqual(['G-9']);
});

test('fewer slots than goals at work start nothing and break nothing', () => {
  const goals = [goal(1, 'running'), goal(2, 'running'), goal(3, 'queued')];
  expect(chooseGoals(goals, caps(1), 10)).toEqual([]);
  expect(chooseGoals(goals, caps(0), 10)).toEqual([]);
});

test('no goal starves: every ten minutes of waiting make it one step more urgent', () => {
  const old = goal(1, 'queued', { priority: 4, createdAt: 0 });
  const freshAt = (now: number) => goal(2, 'queued', { priority: 1, createdAt: now });
  expect(chooseGoals([old, freshAt(25 * minute)], caps(1), 25 * minute)).toEqual(['G-2']);
  expect(chooseGoals([freshAt(31 * minute), old], caps(1), 31 * minute)).toEqual(['G-1']);
});

test('a goal whose own cap is full blocks nobody behind it', () => {
  const goals = [
    goal(1, 'running'),
    goal(2, 'queued', { priority: 1 }),
    goal(3, 'queued', { agent: 'other' }),
  ];
  expect(chooseGoals(goals, caps(4, { agents: { claude: 1 } }), 10)).toEqual(['G-3']);
});

test('an agent called like something that every object has has no cap', () => {
  const goals = [goal(1, 'queued', { agent: 'constructor' }), goal(2, 'queued', { agent: 'constructor' })];
  expect(chooseGoals(goals, caps(4, { agents: { claude: 1 } }), 10)).toEqual(['G-1', 'G-2']);
});

test.each([
  [caps(1), '1 of 1 goal is working'],
  [caps(9, { agents: { claude: 1 } }), '1 of 1 goal is working with the agent claude'],
  [caps(9, { perProject: 1 }), '1 of 1 goal of the project shop is working'],
  [caps(9, { perUser: 1 }), '1 of 1 goal of its dispatcher is working'],
  [caps(9), undefined],
])('people are told which cap a goal waits for: %#', (some, words) => {
  const queued = goal(2, 'queued');
  expect(whyQueued(queued, [goal(1, 'running'), queued], some)).toBe(words);
});

const states = ['queued', 'queued', 'queued', 'preparing', 'running', 'waiting', 'paused', 'done'] as const;
const someGoals = fc
  .array(
    fc.record({
      state: fc.constantFrom(...states),
      priority: fc.integer({ min: 1, max: 4 }),
      createdAt: fc.integer({ min: 0, max: 100 * minute }),
      project: fc.constantFrom('p', 'q'),
      owner: fc.constantFrom('u', 'v', 'w'),
      agent: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 20 },
  )
  .map((rows) => rows.map((row, index) => goal(index + 1, row.state, row)));
const cap = fc.integer({ min: 0, max: 3 });
const someCaps = fc
  .record({ goals: fc.integer({ min: 1, max: 8 }), perUser: cap, perProject: cap, a: cap, b: cap })
  .map(({ a, b, ...rest }) => ({ ...rest, agents: { a, b } }));

/** Every cap as what it counts, told apart from how the policy does it. */
const limits = (some: SlotCaps): [(goal: SlotCandidate) => string, (name: string) => number][] => [
  [() => 'all', () => some.goals],
  [(one) => one.owner, () => some.perUser || Infinity],
  [(one) => one.project, () => some.perProject || Infinity],
  [(one) => one.agent, (name) => some.agents[name] || Infinity],
];
const isAtWork = (one: SlotCandidate) => one.state === 'running' || one.state === 'preparing';

test('no choice ever fills a cap beyond its size, and none leaves a slot free that a goal might have', () => {
  fc.assert(
    fc.property(someGoals, someCaps, (goals, some) => {
      const chosen = new Set(chooseGoals(goals, some, 100 * minute));
      const after = goals.map((one): SlotCandidate =>
        chosen.has(one.id) ? { ...one, state: 'running' } : one,
      );
      const working = after.filter(isAtWork);
      const isFree = (one: SlotCandidate) =>
        limits(some).every(
          ([key, size]) => working.filter((other) => key(other) === key(one)).length < size(key(one)),
        );
      for (const [key, size] of limits(some))
        for (const one of goals.filter(({ id }) => chosen.has(id)))
          expect(working.filter((other) => key(other) === key(one)).length).toBeLessThanOrEqual(
            size(key(one)),
          );
      for (const one of after.filter(({ state }) => state === 'queued')) {
        expect(isFree(one)).toBe(false);
        expect(whyQueued(one, after, some)).toBeDefined();
      }
      for (const id of chosen) expect(goals.find((one) => one.id === id)?.state).toBe('queued');
    }),
  );
});

test('whoever waits long enough is next, however urgent the others are that keep coming', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 31, max: 500 }), (priority, minutes) => {
      const now = minutes * minute;
      const old = goal(1, 'queued', { priority, createdAt: 0 });
      const fresh = Array.from({ length: 10 }, (_, at) =>
        goal(at + 2, 'queued', { priority: 1, createdAt: now }),
      );
      expect(chooseGoals([...fresh, old], caps(1), now)).toEqual(['G-1']);
    }),
  );
});
