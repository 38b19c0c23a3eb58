import { expect, test } from 'vitest';
import { createTestWorld } from '../../../../support/core/verb-world.ts';
import { ready, red, started, turnFinished } from '../../../../support/core/sample-goal.ts';
import { checks, saved } from '../../../../support/core/stages.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

async function running() {
  const world = createTestWorld();
  await world.ask('run fix it');
  await world.happen(1, ...ready, started);
  return world;
}
/** Its session has been spoken in, and its second turn runs. */
async function inSecondTurn() {
  const world = await running();
  await world.happen(1, turnFinished(), checks([red]), saved(2), {
    type: 'TurnStarted',
    seq: 2,
    promptBytes: 1,
  });
  return world;
}

test('compact is stored, and takes effect before the next turn', async () => {
  const { ask, happen, goal } = await inSecondTurn();
  const answer = await ask('compact G-1 keep the API decisions');
  expect(answer.content.title).toBe('G-1 compacts its session before the next turn');
  expect(wordsOf(answer.content)).toContain('It costs tokens, and no turn.');
  expect((await goal(1)).compaction).toMatchObject({ wanted: 'asked', focus: 'keep the API decisions' });
  const next = await happen(1, turnFinished(), checks([red]), saved(3));
  expect(next.effects).toContainEqual(expect.objectContaining({ type: 'RunTurn', kind: 'compact' }));
});

test('compact twice is compact once; another focus replaces the first', async () => {
  const { ask, goal } = await inSecondTurn();
  await ask('compact G-1 a');
  expect((await ask('compact G-1')).content.title).toBe('G-1 is already going to compact its session');
  expect((await ask('compact G-1 a')).content.title).toContain('already');
  expect((await ask('compact G-1 b')).content.title).toContain('before the next turn');
  expect((await goal(1)).compaction.focus).toBe('b');
});

test('where there is nothing to compact, or nobody who could, that is the answer', async () => {
  const { ask, goal } = await running();
  const answer = await ask('compact G-1');
  expect(answer).toMatchObject({ ok: true });
  expect(answer.content.title).toBe('G-1 has nothing to compact');
  expect((await goal(1)).compaction).toEqual({ failures: 0 });
  await ask('run --agent scripted fix it');
  expect(await ask('compact G-2')).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
});

test('a goal without a running turn changes hands at once', async () => {
  const { ask, happen, goal } = await inSecondTurn();
  await ask('stop G-1');
  await happen(1, turnFinished({ outcome: 'aborted' }));
  expect((await ask('switch G-1 --agent scripted')).content.title).toBe(
    'scripted takes G-1 over with its next turn',
  );
  expect(await goal(1)).toMatchObject({ agent: { name: 'scripted' }, news: [{}, { type: 'handed-over' }] });
  expect((await ask('switch G-1 --agent scripted')).content.title).toBe('G-1 is with scripted already');
});

test('a running turn is not disturbed: the other agent takes over when it has ended', async () => {
  const { ask, goal, happen } = await running();
  expect((await ask('switch G-1 --agent scripted')).content.title).toBe(
    'scripted takes G-1 over when this turn has ended',
  );
  expect((await goal(1)).agent).toEqual({ name: 'claude' });
  expect((await ask('switch G-1 --agent scripted')).content.title).toBe('G-1 is with scripted already');
  expect((await happen(1, turnFinished())).agent).toEqual({ name: 'scripted' });
});

test('a model alone is another model of the present agent', async () => {
  const { ask, goal } = await running();
  await ask('switch G-1 --model opus');
  expect((await goal(1)).switchTo).toEqual({ name: 'claude', model: 'opus' });
});

test.each([
  ['switch G-1', 'WRONG_USAGE', 'Configured: claude, scripted.'],
  ['switch G-1 --agent nope', 'AGENT_UNKNOWN', 'Configured: claude, scripted.'],
  ['switch G-1 --agent claud', 'AGENT_UNKNOWN', 'did you mean “claude”?'],
  ['switch G-1 --agent constructor', 'AGENT_UNKNOWN', 'Configured'],
  ['switch G-1 --agent claude --model sonet', 'WRONG_USAGE', 'Its models: opus.'],
] as const)('“%s” is refused with %s', async (line, code, words) => {
  const { ask, goal } = await running();
  const before = await goal(1);
  const answer = await ask(line);
  expect(answer).toMatchObject({ ok: false, code });
  expect(wordsOf(answer.content)).toContain(words);
  expect(await goal(1)).toEqual(before);
});
