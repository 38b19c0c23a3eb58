import { expect, test } from 'vitest';
import { openDraft } from '../../../../src/goal/draft.ts';
import { handOver, nextAgent, retireSession } from '../../../../src/goal/moves/sessions.ts';
import { context, runningGoal } from '../../../support/core/sample-goal.ts';

const agents = new Map(
  ['claude', 'codex', 'qwen'].map((name) => [name, { compacts: false, costs: true }] as const),
);
const line = [{ name: 'codex' }, { name: 'claude', model: 'haiku' }, { name: 'gone' }, { name: 'qwen' }];
const draft = (agent: { name: string; model?: string }, cooled: string[] = []) =>
  openDraft(
    { ...runningGoal({}, { fallback: line }), agent },
    { ...context, agents, cooled: cooled.map((name) => ({ agent: name, until: 2000, why: 'x' })) },
  );

test('agents follow in order; the same agent with another model is another one', () => {
  expect(nextAgent(draft({ name: 'claude' }))).toEqual({ name: 'codex' });
  expect(nextAgent(draft({ name: 'codex' }))).toEqual({ name: 'claude', model: 'haiku' });
  expect(nextAgent(draft({ name: 'qwen' }))).toBeUndefined();
});

test('those that are cooled down, or not configured any more, are passed over', () => {
  expect(nextAgent(draft({ name: 'claude', model: 'haiku' }))).toEqual({ name: 'qwen' });
  expect(nextAgent(draft({ name: 'claude' }, ['codex', 'claude']))).toEqual({ name: 'qwen' });
  expect(nextAgent(draft({ name: 'claude' }, ['codex', 'claude', 'qwen']))).toBeUndefined();
});

test('who was switched to by hand fails over to the first in line', () => {
  expect(nextAgent(draft({ name: 'claude', model: 'opus' }))).toEqual({ name: 'claude' });
});

test('a retired session is remembered with its reason, the oldest are forgotten', () => {
  const one = draft({ name: 'claude' });
  for (let round = 0; round < 25; round += 1) {
    one.goal.session = { ...runningGoal().session, id: `s${round}` } as NonNullable<typeof one.goal.session>;
    retireSession(one, `reason ${round}`);
  }
  expect(one.goal.session).toBeUndefined();
  expect(one.goal.pastSessions).toHaveLength(20);
  expect(one.goal.pastSessions.at(-1)).toMatchObject({ id: 's24', why: 'reason 24' });
});

test('who takes over begins without the other’s failures', () => {
  const one = draft({ name: 'claude' });
  one.goal.streak = { errors: 2, transient: 7, crashes: 2, denies: 1, overflows: 1 };
  handOver(one, { name: 'codex' }, 'it was busy');
  expect(one.goal.streak).toEqual({ errors: 2, transient: 0, crashes: 0, denies: 1, overflows: 0 });
  expect(one.goal).toMatchObject({ agent: { name: 'codex' } });
  expect(one.log.map(({ data }) => data['what'])).toContain('handed over');
});
