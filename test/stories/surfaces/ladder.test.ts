import { expect, test, vi } from 'vitest';
import type { StoredMessage } from '../../support/slack-emulator/emulator-state.ts';
import { until } from '../../support/until.ts';
import { goalView, whenEnded, whenGoal } from '../../support/whole/goals.ts';
import { aliceId, general, posts, reply, shows } from '../../support/whole/slack.ts';
import { openStage, type Stage } from '../../support/whole/stage.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Whoever is asked is asked again: in the thread, by name, alone, and where operators look. */
const operations = 'C0OPERATIONS';
const again = 'still waits for an answer';

const agents = {
  asker: {
    kind: 'scripted',
    script: {
      turns: [
        [{ ask: { question: 'Which database?' } }],
        [{ edit: { path: 'notes.txt', write: 'x' } }, { say: 'Done.' }],
      ],
    },
  },
};

/** People are asked again sooner than they would like. */
const open = () =>
  openStage({
    channels: [operations],
    config: (source) => ({
      agents,
      projects: { cart: { source, accept: ['true'], agent: 'asker', channels: [`slack:${general}`] } },
      escalation: {
        questionWait: '1h',
        askPatience: '1s',
        operations: `slack:${operations}`,
        ladder: [
          { to: 'thread', after: 0 },
          { to: 'mention', after: '2s' },
          { to: 'direct', after: '6s' },
          { to: 'operations', after: '12s' },
        ],
      },
    }),
  });

async function asked(stage: Stage): Promise<{ goal: string; thread: string }> {
  const goal = /G-\d+/.exec(await stage.type(aliceId, 'run use a database'))?.[0] ?? '';
  await whenGoal(stage.drover, goal, ({ state }) => state === 'waiting');
  return { goal, thread: (await goalView(stage.drover, goal)).origin.thread ?? '' };
}

/** What was said again in a channel. */
const remindersIn = (stage: Stage, channel: string): readonly StoredMessage[] =>
  posts(stage.state, channel).filter((message) => shows(message, again));

const directOf = (stage: Stage): string | undefined =>
  [...stage.state.channels.keys()].find((id) => id.startsWith('D'));

test('whoever is asked is asked again on each rung, once, also when drover is killed between two of them', async () => {
  const stage = await open();
  try {
    const { goal, thread } = await asked(stage);
    const byName = await until('the mention', () => remindersIn(stage, general)[0]);
    expect(byName.threadTs).toBe(thread);
    expect(shows(byName, `<@${aliceId}>`)).toBe(true);
    await stage.drover.end('SIGKILL');
    await stage.restart();
    await until('the direct message', () => remindersIn(stage, directOf(stage) ?? '')[0]);
    const there = await until('operations to be told', () => remindersIn(stage, operations)[0]);
    expect(shows(there, goal)).toBe(true);
    await reply(stage.state, { endpoint: stage.endpoint() }, aliceId, thread, 'Postgres');
    expect(await whenEnded(stage.drover, goal)).toMatchObject({ state: 'done' });
    const places = [general, directOf(stage) ?? '', operations];
    expect(places.map((place) => remindersIn(stage, place).length)).toEqual([1, 1, 1]);
  } finally {
    await stage.close();
  }
});

test('an answer ends the climb, and a rung that cannot be reached calls the next', async () => {
  const stage = await open();
  try {
    const { goal, thread } = await asked(stage);
    await until('the mention', () => remindersIn(stage, general)[0]);
    stage.state.faults.push({
      kind: 'error',
      method: 'conversations.open',
      error: 'cannot_dm_bot',
      times: 99,
    });
    const there = await until(
      'operations to be told before their time',
      () => remindersIn(stage, operations)[0],
    );
    expect(shows(there, goal)).toBe(true);
    await reply(stage.state, { endpoint: stage.endpoint() }, aliceId, thread, 'Postgres');
    expect(await whenEnded(stage.drover, goal)).toMatchObject({ state: 'done' });
    expect(remindersIn(stage, general)).toHaveLength(1);
    expect(remindersIn(stage, operations)).toHaveLength(1);
  } finally {
    await stage.close();
  }
});
