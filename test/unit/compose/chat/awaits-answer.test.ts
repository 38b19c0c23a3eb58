import { expect, test } from 'vitest';
import { awaitsAnswer } from '../../../../src/compose/chat/awaits-answer.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { mainEffect } from '../../../../src/goal/draft.ts';
import type { GoalEvent } from '../../../../src/goal/events.ts';
import { createRunnerWorld } from '../../../support/core/runner-world.ts';
import { bob, ready, started } from '../../../support/core/sample-goal.ts';

const id = goalIdOf(1);
const thread = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1.1' } as const;
const answered = { type: 'QuestionAnswered', by: bob, question: 'Q-1', text: 'yes' } as const;

/** A goal with a thread whose agent has asked these questions now. */
async function asking(...calls: string[]) {
  const world = createRunnerWorld();
  await world.request();
  const root = { key: 'G-1/root/1', revision: 1, result: { messageId: '1.1' } };
  await world.store.commit({ postsDone: [root] });
  await world.happen(id, { type: 'RootPosted', messageId: '1.1' });
  const asked = calls.map((call) => ({ type: 'QuestionAsked', call, text: `${call}?`, options: [] }));
  for (const event of [...ready, started, ...asked]) {
    const effectId = mainEffect(await world.goal(1))?.id;
    await world.happen(id, { ...(effectId === undefined ? {} : { effectId }), ...event } as GoalEvent);
  }
  const now = world.clock.now();
  return { ...world, now, awaits: (at: number, place = thread) => awaitsAnswer(world.store, place, at) };
}

test('plain words in the thread of a goal answer its only open question', async () => {
  const { awaits, now } = await asking('c1');
  expect(await awaits(now + 60_000)).toBe(true);
});

test('words of before the question are talk between people', async () => {
  const { awaits, now } = await asking('c1');
  expect(await awaits(now - 60_000)).toBe(false);
});

test('nobody knows which of several questions is meant', async () => {
  const { awaits, now } = await asking('c1', 'c2');
  expect(await awaits(now + 1000)).toBe(false);
});

test('without a question, or in another thread, they answer nothing', async () => {
  const none = await asking();
  expect(await none.awaits(none.now)).toBe(false);
  const { store, now } = await asking('c1');
  expect(await awaitsAnswer(store, { ...thread, thread: '2.2' }, now)).toBe(false);
});

test('who was only a little too late is heard, to be told so; afterwards people talk to each other', async () => {
  const { awaits, happen, clock } = await asking('c1');
  await clock.advance(60_000);
  const at = clock.now();
  await happen(id, answered);
  expect(await awaits(at - 500)).toBe(true);
  expect(await awaits(at + 60_000)).toBe(false);
});
