import { describe, expect, test } from 'vitest';
import type { HookAction } from '../../../../../src/domain/hooks/hook.ts';
import type { HookOutcome } from '../../../../../src/ports/hooks/hook-outlets.ts';
import type { Lease } from '../../../../../src/ports/store/job-queue.ts';
import type { Store } from '../../../../../src/ports/store/store.ts';
import { driveGoal } from '../../../../../src/runner/drive.ts';
import type { Tools } from '../../../../../src/runner/perform/performer.ts';
import { settle } from '../../../../support/core/fake-clock.ts';
import { createFakeDispatch, createFakeOutlets } from '../../../../support/core/fake-outlets.ts';
import { createRunnerWorld } from '../../../../support/core/runner-world.ts';
import { alice } from '../../../../support/core/sample-goal.ts';

const webhook: HookAction = { do: 'webhook', url: 'https://ci.example.org/x' };
const chain: HookAction = { do: 'dispatch', text: 'release it' };
const key = 'hook/G-1/1/cancelled/0/H-1';
const busy: HookOutcome = { is: 'not-done', note: 'answered 503' };

/** A life of drover: it can be killed, and then it writes nothing any more. */
interface Life {
  readonly over: Promise<void>;
  readonly stop: (reason: string) => void;
}

/** Where a life is killed: at its so-manieth write, or at its so-manieth act; before it is done, or just after. */
interface Death {
  readonly at: 'write' | 'act' | 'never';
  readonly count: number;
  readonly after: boolean;
}

const immortal: Death = { at: 'never', count: 0, after: false };

/** A cancelled goal with one hook for that, which lives carry out one after the other. */
async function createStage(action: HookAction, secrets: Record<string, string> = {}) {
  const world = createRunnerWorld();
  const outside = createFakeOutlets();
  const chained = createFakeDispatch();
  const { id } = await world.request({ hooks: [{ id: 'H-1', on: 'cancelled', action }] });
  await world.happen(id, { type: 'CancelWished', by: alice, reason: '' });

  let held: Lease | undefined;
  /** Nobody waits here until the lease of a dead life is over. */
  async function takeOver(): Promise<Lease> {
    if (held !== undefined) await world.store.release(held);
    held = await world.store.claim(id, 'a life');
    if (held === undefined) throw new Error('no lease');
    return held;
  }

  async function live(death: Death = immortal): Promise<Life> {
    const lease = await takeOver();
    const leaving = new AbortController();
    let [dead, writes, acted] = [false, 0, 0];
    const die = () => {
      dead = true;
      leaving.abort('killed');
    };
    const store: Store = {
      ...world.store,
      async commit(commit) {
        if (dead) throw new Error('a dead drover writes');
        writes += 1;
        if (death.at !== 'write' || writes !== death.count) return world.store.commit(commit);
        if (death.after) await world.store.commit(commit);
        die();
        throw new Error('killed');
      },
    };
    const mortal = async <T>(act: () => Promise<T>): Promise<T> => {
      acted += 1;
      if (death.at !== 'act' || acted !== death.count) return act();
      if (death.after) await act();
      die();
      throw new Error('killed');
    };
    const tools = {
      homeId: 'home',
      turnFolder: async () => '/turns/G-1/1-0',
      hooks: {
        outlets: {
          ...outside.outlets,
          webhook: (call, signal) => mortal(() => outside.outlets.webhook(call, signal)),
        },
        dispatch: (request) => mortal(() => chained.dispatch(request)),
        secretOf: (name) => secrets[name],
      },
    } as Partial<Tools> as Tools;
    const over = driveGoal({ ...world.runtime, store }, tools, lease, leaving.signal).catch(() => undefined);
    return { over, stop: (reason) => leaving.abort(reason) };
  }

  /** Lives on until nothing is left to do, whatever pauses there are. */
  async function toTheEnd(death: Death = immortal): Promise<void> {
    const life = await live(death);
    const over = new AbortController();
    void life.over.then(() => over.abort());
    for (let round = 0; round < 40 && !over.signal.aborted; round += 1) await world.clock.advance(10_000);
    expect(over.signal.aborted).toBe(true);
  }

  const goal = () => world.goal(1);
  return { world, ...outside, chained, live, toTheEnd, goal, act: async () => (await goal()).hookRuns[0] };
}

test('an act is claimed, done and over; and nothing is left to do', async () => {
  const { done, messages, toTheEnd, act, goal } = await createStage(webhook);
  await toTheEnd();
  expect(done).toEqual([key]);
  expect(JSON.parse(messages[0]?.body ?? '')).toMatchObject({
    event: 'goal.cancelled',
    delivery: key,
    goal: { handle: 'G-1', state: 'cancelled', project: 'shop' },
  });
  expect((await act())?.state).toBe('done');
  expect((await goal()).effects).toEqual([]);
});

test('what certainly did nothing is tried again after a while, four times in all', async () => {
  const { script, done, messages, toTheEnd, act } = await createStage(webhook);
  script.push(busy, busy, { ...busy, retryAfterMs: 60_000 });
  await toTheEnd();
  expect([messages.length, done]).toEqual([4, [key]]);
  const vain = await createStage(webhook);
  vain.script.push(busy, busy, busy, busy, busy, busy);
  await vain.toTheEnd();
  expect(vain.messages).toHaveLength(4);
  expect(await vain.act()).toMatchObject({ state: 'failed', note: 'answered 503; tried 4 times' });
  expect((await act())?.state).toBe('done');
});

test('between two tries the act is free, durably, and the next life goes on counting', async () => {
  const { script, messages, live, goal, toTheEnd } = await createStage(webhook);
  script.push(busy, busy);
  const life = await live();
  await settle();
  expect((await goal()).effects[0]).toMatchObject({ tries: 1, notBefore: expect.any(Number) });
  expect((await goal()).effects[0]).not.toHaveProperty('claimedAt');
  life.stop('shutdown');
  await life.over;
  expect(messages).toHaveLength(1);
  await toTheEnd();
  expect(messages).toHaveLength(3);
});

test.each([
  [{ is: 'failed', note: 'answered 500' }, 'failed'],
  [{ is: 'unknown', note: 'no answer' }, 'unknown'],
] as const)('%o is final', async (outcome, state) => {
  const { script, messages, toTheEnd, act } = await createStage(webhook);
  script.push(outcome);
  await toTheEnd();
  expect([messages.length, (await act())?.state]).toEqual([1, state]);
});

test('what cannot be done here says so and does nothing', async () => {
  const unsigned = await createStage({ ...webhook, secret: 'CI_SECRET' });
  await unsigned.toTheEnd();
  expect(unsigned.messages).toEqual([]);
  expect(await unsigned.act()).toMatchObject({ state: 'failed', note: expect.stringContaining('CI_SECRET') });
  const signed = await createStage({ ...webhook, secret: 'CI_SECRET' }, { CI_SECRET: 's3cret' });
  await signed.toTheEnd();
  expect(signed.messages[0]).toMatchObject({ secret: 's3cret' });
});

test('drover that goes away while nobody answers leaves the claim, and the next life does not repeat it', async () => {
  const { script, messages, live, toTheEnd, act } = await createStage(webhook);
  script.push(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('gone')))),
  );
  const life = await live();
  await settle();
  life.stop('shutdown');
  await life.over;
  expect((await act())?.state).toBe('claimed');
  await toTheEnd();
  expect(messages).toHaveLength(1);
  expect(await act()).toMatchObject({ state: 'unknown', note: expect.stringContaining('not repeated') });
});

test('a claim that drover could not act on any more is given back', async () => {
  const { world, messages, live, goal, act, toTheEnd } = await createStage(webhook);
  const leaving: { life?: Life } = {};
  const unsubscribe = world.store.onCommit(() => leaving.life?.stop('shutdown'));
  leaving.life = await live();
  await leaving.life.over;
  unsubscribe();
  expect([messages.length, (await act())?.state]).toEqual([0, 'pending']);
  expect((await goal()).effects[0]).not.toHaveProperty('tries');
  await toTheEnd();
  expect((await act())?.state).toBe('done');
});

describe('a dispatch', () => {
  test('asks for a goal as the same person, one further down the chain, with what came of this one', async () => {
    const { chained, toTheEnd, act } = await createStage({ ...chain, project: 'web' });
    await toTheEnd();
    expect(chained.requests).toEqual([
      expect.objectContaining({
        parent: 'G-1',
        dispatcher: alice,
        depth: 1,
        project: 'web',
        text: 'release it',
        deliveryId: key,
        from: 'hook/G-1/H-1',
        result: { task: 'fix the flaky login test', status: 'cancelled', summary: '' },
      }),
    ]);
    expect(await act()).toMatchObject({ state: 'done', note: 'G-100' });
  });

  test('is looked for again by the next life, but not when its delivery may be forgotten', async () => {
    const { world, chained, toTheEnd, act } = await createStage(chain);
    await toTheEnd({ at: 'act', count: 1, after: true });
    await world.clock.advance(47 * 60 * 60 * 1000);
    await toTheEnd();
    expect([chained.requests.length, chained.goals.size, (await act())?.state]).toEqual([2, 1, 'done']);
    const late = await createStage(chain);
    await late.toTheEnd({ at: 'act', count: 1, after: true });
    await late.world.clock.advance(49 * 60 * 60 * 1000);
    await late.toTheEnd();
    expect([late.chained.requests.length, (await late.act())?.state]).toEqual([1, 'unknown']);
  });
});

/** Every place at which a life with two vain tries can be killed, and one behind the last. */
const deaths: readonly Death[] = [1, 2, 3, 4, 5, 6, 7].flatMap((count) =>
  [true, false].flatMap((after) => (['write', 'act'] as const).map((at): Death => ({ at, count, after }))),
);

describe.each([
  ['a webhook', webhook],
  ['a dispatch', chain],
] as const)('whenever drover is killed, %s', (_name, action) => {
  test.each(deaths)('acts once at most: $at $count, after: $after', async (death) => {
    const { script, done, chained, toTheEnd, act, goal } = await createStage(action);
    script.push(busy, busy);
    await toTheEnd(death);
    // The second life may be killed as well, where the first one was lucky.
    await toTheEnd({ ...death, count: 1 });
    await toTheEnd();
    expect((await goal()).effects).toEqual([]);
    const state = (await act())?.state;
    // A dispatch is found again; of the others it is known that they were done, or it is said that it is not known.
    const count = action.do === 'dispatch' ? chained.goals.size : done.length;
    expect(action.do === 'dispatch' || state === 'done' ? ['done'] : ['unknown']).toContain(state);
    expect(state === 'done' ? [1] : [0, 1]).toContain(count);
  });
});
