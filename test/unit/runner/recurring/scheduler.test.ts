import { expect, test } from 'vitest';
import type { Schedule } from '../../../../src/domain/recurring/schedule.ts';
import type { VerbAnswer } from '../../../../src/domain/verb.ts';
import type { SchedulerOptions } from '../../../../src/runner/recurring/scheduler.ts';
import { runScheduler } from '../../../../src/runner/recurring/scheduler.ts';
import { stateOf } from '../../../../src/runner/recurring/schedule-book.ts';
import { dispatchWithTemplate } from '../../../../src/app/verbs/run/with-template.ts';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
} from '../../../support/core/verb-world.ts';
import { running } from '../../../support/core/runner-world.ts';

const minute = 60_000;
const hour = 60 * minute;

const place = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;

const schedule = (more: Partial<Schedule> = {}): Schedule => ({
  name: 'nightly',
  cron: '0 * * * *',
  zone: 'UTC',
  catchUp: 'once',
  overlap: false,
  flags: {},
  text: 'tidy up',
  by: { platform: 'slack', user: 'U1' },
  place,
  ...more,
});

type Dispatch = SchedulerOptions['dispatch'];

/** The real verbs and the real scheduler over a store in memory; the clock begins at the full hour. */
function stage(configured: readonly Schedule[], wrap: (dispatch: Dispatch) => Dispatch = (same) => same) {
  const world = createTestWorld(
    sampleInstallation({
      projects: { shop: sampleProject('shop') },
      access: { ...nobody, run: ['slack:U1'] },
    }),
  );
  const { runtime, calendar } = world.world;
  const dispatchOver =
    (over: typeof runtime): Dispatch =>
    ({ schedule: { by, text, flags, name }, place: to, deliveryId, entries, missed }) =>
      dispatchWithTemplate(
        { ...world.world, runtime: over },
        {
          actor: by,
          place: to,
          deliveryId,
          text: missed > 0 ? `${text} (${missed} missed)` : text,
          flags,
          from: `schedule/${name}`,
          entries,
        },
      );
  const options: SchedulerOptions = {
    runtime,
    calendar,
    configured,
    napMs: minute,
    dispatch: wrap(dispatchOver(runtime)),
    placeOf: (channel) => (channel === 'slack:C1' ? place : undefined),
  };
  const start = (more: Partial<SchedulerOptions> = {}) =>
    running((signal) => runScheduler({ ...options, ...more }, signal));
  const texts = async () => {
    const goals = await runtime.store.list({});
    const all = await Promise.all(goals.map(({ id }) => world.goal(Number(id.slice(2)))));
    return all.map(({ spec }) => spec.text).toReversed();
  };
  return { ...world, start, texts, runtime, dispatchOver, store: runtime.store };
}

test('it fires at its moments, each goal in the name of its maker, and waits while the last one works', async () => {
  const { clock, start, goals, goal, happen, store } = stage([schedule()]);
  const scheduler = start();
  await clock.advance(hour + minute);
  expect(await goals()).toBe(1);
  expect((await goal(1)).spec).toMatchObject({
    from: 'schedule/nightly',
    dispatcher: { user: 'U1' },
    text: 'tidy up',
  });
  await clock.advance(hour);
  expect(await goals()).toBe(1);
  const skipped = (await stateOf(store, 'nightly')).value;
  expect(skipped?.last).toMatchObject({ goal: 'G-1', note: expect.stringContaining('still works') });
  await happen(1, { type: 'CancelWished', by: { platform: 'slack', user: 'U1' }, reason: '' });
  await clock.advance(hour);
  await scheduler.stop();
  expect(await goals()).toBe(2);
  expect((await stateOf(store, 'nightly')).value?.last).toMatchObject({ goal: 'G-2' });
});

test('a life that dies at any write of a firing leaves one goal, and the next life goes on', async () => {
  for (let death = 1; death <= 4; death += 1) {
    const at = { writes: 0, dead: false };
    const { clock, start, goals, store, runtime, dispatchOver } = stage([schedule({ overlap: true })]);
    const first = start();
    await clock.advance(minute);
    const dying = {
      ...store,
      commit: async (commit: Parameters<typeof store.commit>[0]) => {
        at.writes += 1;
        if (at.dead || at.writes > death) {
          at.dead = true;
          throw new Error('killed');
        }
        return store.commit(commit);
      },
    };
    await first.stop();
    const over = { ...runtime, store: dying };
    const doomed = start({ runtime: over, dispatch: dispatchOver(over) });
    await clock.advance(hour);
    await doomed.stop();
    const next = start();
    await clock.advance(5 * minute);
    await next.stop();
    expect(await goals()).toBe(1);
    expect((await stateOf(store, 'nightly')).value).toMatchObject({ last: { goal: 'G-1' } });
  }
});

test('an answer that got lost makes no second goal: the repeat is the same delivery', async () => {
  let lost = true;
  const { clock, start, goals, store } = stage(
    [schedule({ overlap: true })],
    (dispatch) => async (wanted) => {
      const { entries: _entries, ...rest } = wanted;
      // The worst case: the goal was made, and the schedule did not move on with it.
      const given = await dispatch({ ...rest, entries: lost ? [] : wanted.entries });
      if (!lost) return given;
      lost = false;
      throw new Error('the answer is lost');
    },
  );
  const scheduler = start();
  await clock.advance(hour + minute);
  await scheduler.stop();
  expect(await goals()).toBe(1);
  expect((await stateOf(store, 'nightly')).value?.last).toMatchObject({ goal: 'G-1' });
});

test('moments that drover missed make one goal that says so, or none', async () => {
  const { clock, start, texts, store } = stage([
    schedule({ name: 'once' }),
    schedule({ name: 'skip', catchUp: 'skip', text: 'skipped' }),
  ]);
  await clock.advance(minute);
  const first = start();
  await clock.advance(minute);
  await first.stop();
  await clock.advance(5.5 * hour);
  const second = start();
  await clock.advance(minute);
  await second.stop();
  expect(await texts()).toEqual(['tidy up (4 missed)']);
  expect((await stateOf(store, 'skip')).value?.last?.note).toContain('away');
});

test('a firing that is refused is told in its place once, and the schedule goes on', async () => {
  const { clock, start, goals, store } = stage([
    schedule({ by: { platform: 'slack', user: 'U4' } }),
    schedule({ name: 'other', flags: { project: 'none' } }),
  ]);
  const scheduler = start();
  await clock.advance(hour + 10 * minute);
  await scheduler.stop();
  expect(await goals()).toBe(0);
  const posts = await store.pending();
  expect(posts.map(({ post }) => [post.goal, post.to.channel])).toEqual([
    [undefined, 'C1'],
    [undefined, 'C1'],
  ]);
  expect(JSON.stringify(posts)).toContain('You may not do that');
  const state = (await stateOf(store, 'nightly')).value;
  expect(state?.last?.note).toContain('refused');
  expect(state?.next).toBeGreaterThan(clock.now());
});

test('what cannot be for a moment stays due: a platform that is not connected, a drover that takes no goals', async () => {
  let drains = true;
  const draining: VerbAnswer = {
    ok: false,
    code: 'DRAINING',
    content: { tone: 'bad', title: 'no', blocks: [] },
  };
  const far = schedule({ channel: 'discord:1' });
  const { place: _place, ...elsewhere } = far;
  const { clock, start, goals } = stage(
    [schedule(), { ...elsewhere, name: 'far' }],
    (dispatch) => async (wanted) => (drains ? draining : dispatch(wanted)),
  );
  const scheduler = start();
  await clock.advance(hour + minute);
  expect(await goals()).toBe(0);
  drains = false;
  await clock.advance(minute);
  await scheduler.stop();
  expect(await goals()).toBe(1);
});

test('another expression is waited for from now on, and one that cannot be read harms no other', async () => {
  const { clock, start, goals, store } = stage([]);
  const first = start({ configured: [schedule({ cron: '30 * * * *' })] });
  await clock.advance(10 * minute);
  await first.stop();
  const broken = schedule({ name: 'broken', cron: 'nonsense' });
  const second = start({ configured: [broken, schedule({ cron: '45 * * * *' })] });
  await clock.advance(30 * minute);
  expect(await goals()).toBe(0);
  await clock.advance(10 * minute);
  await second.stop();
  expect(await goals()).toBe(1);
  expect((await stateOf(store, 'nightly')).value?.timing).toBe('45 * * * * (UTC)');
});

test('a schedule that comes back has missed nothing while it was gone', async () => {
  const { clock, start, goals, store } = stage([]);
  const first = start({ configured: [schedule()] });
  await clock.advance(minute);
  await first.stop();
  const without = start({ configured: [] });
  await clock.advance(minute);
  expect((await stateOf(store, 'nightly')).value).toBeUndefined();
  await clock.advance(5 * hour);
  await without.stop();
  const back = start({ configured: [schedule()] });
  await clock.advance(minute);
  expect(await goals()).toBe(0);
  await clock.advance(hour);
  await back.stop();
  expect(await goals()).toBe(1);
});

test('the report of a day is said once, from its hour on, over all restarts', async () => {
  const { clock, start, store, ask } = stage([]);
  await ask('run fix it');
  const report = { channel: 'slack:C1', hour: 8, zone: 'Asia/Tokyo' };
  const said = async () =>
    (await store.pending()).map(({ post }) => post).filter(({ key }) => key.startsWith('report/'));
  // 2027-01-15 08:00 UTC is 17:00 in Tokyo: the hour has come.
  const first = start({ report });
  await clock.advance(hour);
  await first.stop();
  const second = start({ report });
  await clock.advance(hour);
  expect((await said()).map(({ key }) => key)).toEqual(['report/2027-01-15']);
  expect(JSON.stringify(await said())).toContain('drover on 2027-01-15');
  await clock.advance(12 * hour);
  expect(await said()).toHaveLength(1);
  await clock.advance(2 * hour);
  await second.stop();
  expect((await said()).map(({ key }) => key)).toEqual(['report/2027-01-15', 'report/2027-01-16']);
});
