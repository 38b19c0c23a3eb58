import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { runOutboxSender } from '../../../src/runner/outbox/outbox-sender.ts';
import type { Tools } from '../../../src/runner/perform/performer.ts';
import { runWorker } from '../../../src/runner/worker.ts';
import { settle } from '../../support/core/fake-clock.ts';
import { createRunnerWorld, createScriptedChat } from '../../support/core/runner-world.ts';
import { alice } from '../../support/core/sample-goal.ts';

/** Tools that nothing may touch. */
const noTools = { homeId: 'home' } as unknown as Tools;
const slots = { goals: 1, perUser: 0, perProject: 0, agents: {} };
const reaper = { reap: async () => [] };

test('hours of naps leave no listeners behind on the signal that ends it all', async () => {
  const { runtime, clock } = createRunnerWorld();
  const stop = new AbortController();
  const worker = runWorker({ runtime, tools: noTools, reaper, slots, name: 'w' }, stop.signal);
  const chats = new Map([['slack', createScriptedChat()] as const]);
  const sender = runOutboxSender({ runtime, chats, cardMs: 1000, redact: (text) => text }, stop.signal);
  await clock.advance(30 * 60_000);
  expect(getEventListeners(stop.signal, 'abort').length).toBeLessThan(5);
  expect(clock.sleepers()).toBeLessThan(5);
  stop.abort('over');
  await Promise.all([worker, sender]);
});

test('orphans of earlier lives are ended before any goal is touched', async () => {
  const { runtime, request, goal, clock } = createRunnerWorld();
  await request();
  const reaped = Promise.withResolvers<readonly string[]>();
  const prefixes: string[] = [];
  const slow = {
    reap: (prefix: string) => {
      prefixes.push(prefix);
      return reaped.promise;
    },
  };
  const stop = new AbortController();
  const never = { prepare: () => new Promise(() => {}) };
  const tools = { homeId: 'home', workspaces: never } as unknown as Tools;
  const worker = runWorker({ runtime, tools, reaper: slow, slots, name: 'w' }, stop.signal);
  await clock.advance(20_000);
  expect(prefixes).toEqual(['home/']);
  expect((await goal(1)).state).toBe('queued');
  reaped.resolve([]);
  await settle();
  expect((await goal(1)).state).toBe('preparing');
  stop.abort('over');
  await Promise.race([worker, settle()]);
});

test('a goal that nobody may work on is left alone: paused goals take no slot', async () => {
  const { runtime, request, happen, goal, clock } = createRunnerWorld();
  const { id } = await request();
  await happen(id, { type: 'PauseWished', by: alice });
  const stop = new AbortController();
  const worker = runWorker({ runtime, tools: noTools, reaper, slots, name: 'w' }, stop.signal);
  await clock.advance(60_000);
  expect((await goal(1)).state).toBe('paused');
  stop.abort('over');
  await worker;
});
