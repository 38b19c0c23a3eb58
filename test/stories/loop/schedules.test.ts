import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { openLowdbStore } from '../../../adapters/store/lowdb/create-lowdb-store.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { stateOf, writeState } from '../../../src/runner/recurring/schedule-book.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { goalView, whenEnded } from '../../support/whole/goals.ts';
import type { DroverProcess } from '../../support/whole/drover-process.ts';
import { makeInstallation, type Installation } from '../../support/whole/installation.ts';
import { until } from '../../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** drover is killed around the moments of its schedules, and every moment makes one goal. */
let installation: Installation;
afterEach(() => installation.remove());

const agents = {
  scripted: {
    kind: 'scripted',
    script: { turns: [[{ edit: { path: 'notes.txt', write: 'right' } }, { say: 'Done.' }]] },
  },
};

/** Moves the moment of a schedule into the past, while drover is away. */
async function makeDue(name: string): Promise<void> {
  const folder = join(installation.home, 'store');
  const store = await openLowdbStore({ folder, clock: systemClock, logger: createSilentLogger() });
  const found = await stateOf(store, name);
  if (found.value === undefined) throw new Error(`${name} was never looked at`);
  const due = systemClock.now() - 60 * 60 * 1000;
  const result = await store.commit({ entries: [writeState(name, found, { ...found.value, next: due })] });
  expect(result.ok).toBe(true);
  await store.close();
}

const handles = async (drover: DroverProcess): Promise<readonly string[]> =>
  ((await drover.get('/api/goals?all=1')) as { goals: { handle: string }[] }).goals.map(
    ({ handle }) => handle,
  );

test('a moment that comes while drover is killed and started makes one goal, and jobs and digest tell of it', async () => {
  installation = await makeInstallation({
    agents,
    report: { channel: 'console:terminal', hour: 0 },
    templates: { quick: { accept: ['true'], text: 'Write the notes of {text}.' } },
  });
  let drover = await installation.start();
  const add = await drover.verb('schedule', {
    text: 'add yearly "0 0 1 1 *" --overlap --template quick this year',
  });
  expect(add).toMatchObject({ ok: true });
  await drover.end('SIGKILL');
  await makeDue('yearly');
  drover = await installation.start();
  // In the middle of the firing, or just before or after it.
  await drover.end('SIGKILL');
  drover = await installation.start();
  await until('the firing', async () => ((await handles(drover)).length > 0 ? true : undefined), 30_000);
  await whenEnded(drover, 'G-1');
  expect(await handles(drover)).toEqual(['G-1']);
  const last = await goalView(drover, 'G-1');
  expect(last).toMatchObject({ state: 'done' });
  expect(last.spec.text).toContain('Write the notes of this year');
  expect(last.spec.text).toContain('This run is late');

  const digest = await drover.verb('digest');
  expect(digest.text).toMatch(/goals? done/);
  expect((await drover.verb('digest')).text).toContain('Nothing happened');
  const jobs = await drover.verb('jobs');
  expect(jobs.text).toContain('G-1');
  expect(jobs.text).toContain('01-01 00:00:00 UTC');
  const console = await readFile(join(installation.home, 'console.jsonl'), 'utf8');
  expect(console.split('drover on 20')).toHaveLength(2);
});
