import { createHmac } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { addPerson, addUserGroup } from '../../support/slack-emulator/emulator-state.ts';
import { whenEnded } from '../../support/whole/goals.ts';
import { scripts } from '../../support/whole/installation.ts';
import { aliceId, bobId, eveId, posted, posts, shows } from '../../support/whole/slack.ts';
import { openStage, type Stage } from '../../support/whole/stage.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const secret = 'a-secret-of-thirty-two-characters';
const developers = 'S0DEVELOPERS';
const nina = 'U0NINA';

let stage: Stage;
afterEach(() => stage.close());

const open = async (): Promise<void> => {
  stage = await openStage({
    config: (repository) => ({
      projects: {
        cart: { source: repository, accept: ['npm test'], channels: ['slack:C0GENERAL'] },
        vault: { source: repository, accept: ['npm test'] },
      },
      agents: { scripted: { kind: 'scripted', script: scripts.rightAtOnce } },
      access: { run: [`slack:${developers}`], admin: [`slack:${bobId}`] },
      triggers: { ci: { secret: 'CI_SECRET', project: 'cart', text: 'The job {{job.name}} is red.' } },
    }),
    env: { CI_SECRET: secret },
  });
  addUserGroup(stage.state, { id: developers, handle: 'developers', users: [aliceId, eveId] });
  addPerson(stage.state, { id: eveId, guest: 'multi' });
};

/** Calls the trigger as another program would. */
async function call(body: string, delivery: string, key = secret) {
  const stamp = String(Math.floor(Date.now() / 1000));
  const answer = await fetch(`${stage.drover.url}/hooks/ci`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-drover-timestamp': stamp,
      'x-drover-signature': `sha256=${createHmac('sha256', key).update(`${stamp}.${body}`).digest('hex')}`,
      'x-drover-delivery': delivery,
    },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('members of a group run goals, a guest among them does not, and a newcomer is let in by an admin', async () => {
  await open();
  expect(await stage.type(eveId, 'run mend the cart')).toContain('guests may not steer goals');
  const refused = await stage.type(nina, 'run mend the cart');
  expect(refused).toContain('/goal who link');
  const code = /Your code: ([0-9A-Z]{8})/.exec(await stage.type(nina, 'who link'))?.[1] ?? 'none';
  expect(await stage.type(aliceId, `who approve ${code} run`)).toContain('may not');
  expect(await stage.type(bobId, `who approve ${code} run`)).toContain('holds the role');
  await stage.drover.end('SIGTERM');
  await stage.restart();
  expect(await stage.type(nina, 'run --no-accept mend the cart')).toContain('G-1');
  await whenEnded(stage.drover, 'G-1');
});

test('the work of somebody who left the group meanwhile is kept and not pushed, and the thread says why', async () => {
  await open();
  await stage.type(bobId, 'limit 0');
  expect(await stage.type(aliceId, 'run mend the cart')).toContain('G-1');
  addUserGroup(stage.state, { id: developers, handle: 'developers', users: [] });
  await stage.drover.end('SIGTERM');
  await stage.restart();
  await stage.type(bobId, 'limit off');
  const ended = await whenEnded(stage.drover, 'G-1');
  expect(ended).toMatchObject({
    state: 'escalated',
    delivery: { state: 'failed' },
    result: { code: 'ACCESS_DENIED' },
  });
  expect(ended.sha).toMatch(/^[0-9a-f]{40}$/);
  expect(await stage.installation.git('branch', '--list', 'drover/*')).toBe('');
  await posted(stage.state, 'The work is not pushed');
});

test('a signed call is a goal with a thread in the project’s channel; repeats, also after a restart, are no second one', async () => {
  await open();
  const body = JSON.stringify({ job: { name: 'lint' } });
  expect(await call(body, 'd1', 'another secret')).toMatchObject({ status: 401 });
  expect(await call('{}', 'd0')).toMatchObject({ status: 422 });
  const first = await call(body, 'd1');
  expect(first).toMatchObject({ status: 202, body: { ok: true, goal: 'G-1' } });
  expect(await call(body, 'd1')).toMatchObject({ status: 200, body: { goal: 'G-1', duplicate: true } });
  expect((await whenEnded(stage.drover, 'G-1')).state).toBe('done');
  await posted(stage.state, 'The job lint is red.');
  await stage.drover.end('SIGTERM');
  await stage.restart();
  expect(await call(body, 'd1')).toMatchObject({ status: 200, body: { goal: 'G-1' } });
  expect(await stage.type(aliceId, 'cancel G-1')).not.toContain('cancelled');
  expect(posts(stage.state).filter((post) => shows(post, 'The job lint is red.')).length).toBe(1);
});
