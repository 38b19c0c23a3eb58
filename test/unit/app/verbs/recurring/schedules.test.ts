import { expect, test } from 'vitest';
import type { Schedule } from '../../../../../src/domain/recurring/schedule.ts';
import { renderContent } from '../../../../../adapters/cli/show/render-content.ts';
import type { VerbAnswer } from '../../../../../src/domain/verb.ts';
import { savedSchedules, stateOf } from '../../../../../src/runner/recurring/schedule-book.ts';
import { createTestWorld, sampleInstallation } from '../../../../support/core/verb-world.ts';

const bob = { platform: 'slack', user: 'U3' } as const;
const approver = { platform: 'slack', user: 'U2' } as const;
const words = ({ content }: VerbAnswer): string => renderContent(content, { color: false });

const configured: Schedule = {
  name: 'weekly',
  cron: '@weekly',
  zone: 'Europe/Berlin',
  catchUp: 'skip',
  overlap: false,
  flags: { turns: 5 },
  text: 'look around',
  by: { platform: 'local', user: 'local' },
  channel: 'slack:C2',
};

const newWorld = () => createTestWorld(sampleInstallation({ schedules: [configured] }));

test('a schedule is made, shown with its next moment in both clocks, and taken away', async () => {
  const { ask, world } = newWorld();
  const made = await ask(
    'schedule add nightly "30 2 * * *" --zone Europe/Berlin --turns 3 --accept "npm test" --catch-up skip mend the cart',
  );
  expect(made.ok).toBe(true);
  expect(await savedSchedules(world.runtime.store)).toEqual([
    {
      name: 'nightly',
      cron: '30 2 * * *',
      zone: 'Europe/Berlin',
      catchUp: 'skip',
      overlap: false,
      flags: { turns: 3, accept: ['npm test'] },
      text: 'mend the cart',
      by: { platform: 'slack', user: 'U1', name: 'alice' },
      place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    },
  ]);
  const jobs = words(await ask('jobs'));
  expect(jobs).toContain('nightly');
  expect(jobs).toContain('next 2027-01-16 01:30:00 UTC (2027-01-16 02:30 there)');
  expect(words(await ask('schedule nightly'))).toContain('mend the cart');
  expect((await ask('schedule remove nightly')).ok).toBe(true);
  expect(await savedSchedules(world.runtime.store)).toEqual([]);
  expect((await stateOf(world.runtime.store, 'nightly')).value).toBeUndefined();
});

test('a shell has taken the quotes off the expression, and a typed surface sends flags apart', async () => {
  const { ask, world } = newWorld();
  const argv = ['schedule', 'add', 'a', '0', '3', '*', '*', '*', '--priority', '1', 'do', 'it'];
  expect((await ask({ form: 'argv', argv })).ok).toBe(true);
  const quoted = ['schedule', 'add', 'b', '0 3 * * *', 'do it'];
  expect((await ask({ form: 'argv', argv: quoted })).ok).toBe(true);
  const fields = {
    form: 'fields',
    verb: 'schedule',
    text: 'add c @daily do it',
    flags: { zone: 'Asia/Tokyo', overlap: true },
  } as const;
  expect((await ask(fields)).ok).toBe(true);
  expect(await savedSchedules(world.runtime.store)).toMatchObject([
    { name: 'a', cron: '0 3 * * *', flags: { priority: 1 }, text: 'do it' },
    { name: 'b', cron: '0 3 * * *', text: 'do it' },
    { name: 'c', cron: '@daily', zone: 'Asia/Tokyo', overlap: true, text: 'do it' },
  ]);
});

test.each([
  ['schedule add x "0 0 3 * * *" do it', 'SCHEDULE_INVALID', 'five fields'],
  ['schedule add x 0 0 3 * * * do it', 'SCHEDULE_INVALID', 'sixth field'],
  ['schedule add x "61 * * * *" do it', 'SCHEDULE_INVALID', 'minute'],
  ['schedule add x "0 0 30 2 *" do it', 'SCHEDULE_INVALID', 'never comes'],
  ['schedule add x @often do it', 'SCHEDULE_INVALID', '@daily'],
  ['schedule add x "0 3 * * *" --zone Mars do it', 'SCHEDULE_INVALID', 'Mars'],
  ['schedule add ../x "0 3 * * *" do it', 'SCHEDULE_INVALID', 'no name'],
  ['schedule add weekly "0 3 * * *" do it', 'SCHEDULE_INVALID', 'configuration'],
  ['schedule add x "0 3 * * *"', 'TEXT_REQUIRED', 'What is to be done'],
  ['schedule add x "0 3 * * *" --template none', 'WRONG_USAGE', 'no template'],
  ['schedule add x "0 3 * * *" --catch-up later do it', 'WRONG_USAGE', 'later'],
  ['schedule add x "0 3 * * *" --after G-1 do it', 'WRONG_USAGE', 'no flag --after'],
  ['schedule add', 'TEXT_REQUIRED', 'needs NAME and CRON'],
  ['schedule ad x', 'WRONG_USAGE', 'did you mean “add”'],
  ['schedule remove nihgtly', 'SCHEDULE_INVALID', 'no schedule'],
  ['schedule remove weekly', 'SCHEDULE_INVALID', 'configuration'],
  ['schedule wekly', 'SCHEDULE_INVALID', 'did you mean “weekly”'],
  ['jobs run none', 'SCHEDULE_INVALID', 'no schedule'],
])('%s is refused: %s', async (line, code, part) => {
  const { ask, world } = newWorld();
  const given = await ask(line);
  expect(given).toMatchObject({ ok: false, code });
  expect(words(given)).toContain(part);
  expect(await savedSchedules(world.runtime.store)).toEqual([]);
});

test('people change their own schedules, and approvers those of others', async () => {
  const { ask } = newWorld();
  await ask('schedule add nightly @daily do it');
  for (const line of [
    'schedule remove nightly',
    'schedule pause nightly',
    'schedule add nightly @hourly mine',
    'jobs stop nightly',
  ])
    expect(await ask(line, { actor: bob })).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect((await ask('schedule pause nightly', { actor: approver })).ok).toBe(true);
  expect(words(await ask('jobs', { actor: bob }))).toContain('paused');
  expect(
    await ask('schedule add x @daily do it', { actor: { platform: 'slack', user: 'U4' } }),
  ).toMatchObject({
    code: 'ACCESS_DENIED',
  });
});

test('a schedule that goes on waits for its next moment: what it missed was meant to be missed', async () => {
  const { ask, world, clock } = newWorld();
  await ask('schedule add nightly @hourly do it');
  await ask('jobs stop nightly');
  await clock.advance(10 * 60 * 60 * 1000);
  await ask('schedule resume nightly');
  const state = (await stateOf(world.runtime.store, 'nightly')).value;
  expect(state).toMatchObject({ paused: false });
  expect(state?.next).toBeGreaterThan(clock.now());
});

test('one can be run now, as the goal of whoever asks; a repeat makes no second goal', async () => {
  const { ask, goal, goals, world } = newWorld();
  await ask('schedule add nightly @daily --turns 3 do it', { channel: 'C7' });
  const before = (await stateOf(world.runtime.store, 'nightly')).value?.next;
  const run = await ask('jobs run nightly', { actor: bob, id: 'same' });
  expect(await ask('jobs run nightly', { actor: bob, id: 'same' })).toEqual(run);
  expect(await goals()).toBe(1);
  expect((await goal(1)).spec).toMatchObject({
    text: 'do it',
    dispatcher: bob,
    origin: { channel: 'C7' },
    from: 'schedule/nightly',
    budget: { turns: 3 },
  });
  const state = (await stateOf(world.runtime.store, 'nightly')).value;
  expect(state).toMatchObject({ next: before, last: { goal: 'G-1' } });
  await ask('schedule add nightly @hourly do it');
  const changed = (await stateOf(world.runtime.store, 'nightly')).value;
  expect(changed).toMatchObject({ timing: '@hourly (UTC)', last: { goal: 'G-1' } });
});

test('a change that is delivered twice is made once, and both get the same answer', async () => {
  const { ask, world } = newWorld();
  const first = await ask('schedule add nightly @daily do it', { id: 'd' });
  await ask('schedule remove nightly');
  expect(await ask('schedule add nightly @daily do it', { id: 'd' })).toEqual(first);
  expect(await savedSchedules(world.runtime.store)).toEqual([]);
});
