import { expect, test } from 'vitest';
import { createTestWorld } from '../../../../support/core/verb-world.ts';
import { ready, started, turnFailed, turnFinished } from '../../../../support/core/sample-goal.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

async function withGoal(run = true) {
  const world = createTestWorld();
  await world.ask('run fix it');
  if (run) await world.happen(1, ...ready, started);
  const says = async (line: string) => wordsOf((await world.ask(line)).content);
  return { ...world, says };
}
const sleepy = JSON.stringify({ __drover_sleep__: true, duration_ms: 60_000, reason: 'build' });

test('a message is queued under a receipt, and the answer says when it will be read', async () => {
  const { ask, goal } = await withGoal(false);
  const answer = await ask('say G-1 use <vitest> & "quotes"');
  expect(answer).toMatchObject({ ok: true, data: { receipt: 'M-1', state: 'queued' } });
  expect((await goal(1)).messages).toMatchObject([
    { text: 'use <vitest> & "quotes"', state: 'queued', from: { user: 'U1' } },
  ]);
  await ask('pause G-1');
  const later = await ask('say G-1 second');
  expect(JSON.stringify(later.content)).toContain('when G-1 is resumed');
  expect(later.data).toMatchObject({ receipt: 'M-2' });
});

test('a message of 10,000 characters is kept whole', async () => {
  const { ask, goal } = await withGoal(false);
  await ask(`say G-1 ${'x'.repeat(10_000)}`);
  expect((await goal(1)).messages[0]?.text.length).toBe(10_000);
  expect(await ask(`say G-1 ${'x'.repeat(10_001)}`)).toMatchObject({ code: 'TEXT_TOO_LONG' });
});

test('without --now a running turn goes on', async () => {
  const { says, goal } = await withGoal();
  expect(await says('say G-1 hello')).toContain('reaches the agent with the next turn');
  expect((await goal(1)).effects[0]).not.toHaveProperty('abort');
});

test('--now ends the running turn, and the next begins with the message', async () => {
  const { says, goal, happen } = await withGoal();
  expect(await says('say --now G-1 hello')).toContain(
    'at once: turn 1 is being ended, and the next begins with it',
  );
  await happen(1, turnFinished({ outcome: 'aborted' }), { type: 'CheckpointMade', number: 2, sha: 'e' });
  expect(await goal(1)).toMatchObject({ turn: 2, messages: [{ state: 'delivered', turn: 2 }] });
});

test('--now puts off the checks for the message', async () => {
  const { says, happen } = await withGoal();
  await happen(1, turnFinished());
  expect(await says('say G-1 --now hello')).toContain('at once: the next turn begins with it');
});

test('--now does not overrule a pause, nor a stop', async () => {
  const { says, ask } = await withGoal();
  await ask('stop G-1');
  expect(await says('say --now G-1 hello')).toContain('reaches the agent when G-1 is resumed');
  const { says: saysElsewhere, ask: askElsewhere } = await withGoal(false);
  await askElsewhere('pause G-1');
  expect(await saysElsewhere('say --now G-1 hello')).toContain('when G-1 is resumed');
});

test('a message wakes a sleeper', async () => {
  const { says, happen, goal } = await withGoal();
  await happen(1, turnFinished({ text: sleepy }));
  expect((await goal(1)).state).toBe('sleeping');
  expect(await says('say G-1 the build is done')).toContain('now: G-1 is woken for it');
  expect((await goal(1)).state).toBe('queued');
});

test('a message is a word to an agent that needs a decision', async () => {
  const { says, happen, goal } = await withGoal();
  await happen(1, turnFailed({ kind: 'permission-blocked', message: 'curl' }));
  expect(await says('say G-1 do it without')).toContain('now: G-1 goes on with it');
  expect((await goal(1)).state).toBe('queued');
});

test('a message to a goal that waits for its vendor says that it waits', async () => {
  const { says, happen } = await withGoal();
  await happen(1, turnFailed({ kind: 'overloaded', message: 'the vendor is busy' }));
  expect(await says('say --now G-1 hello')).toContain('with the next turn; but G-1 is waiting (rate-limit)');
});

test('a message to a goal that has ended is refused, and the way to go on is named', async () => {
  const { ask } = await withGoal();
  await ask('cancel G-1');
  const answer = await ask('say G-1 hello');
  expect(answer).toMatchObject({ ok: false, code: 'GOAL_ENDED' });
  expect(answer.hint).toContain('/goal continue G-1 TEXT');
});
