import { afterEach, expect, test } from 'vitest';
import { makeInstallation, scripts, type Installation } from '../support/whole/installation.ts';
import {
  aliceId,
  bobId,
  eveId,
  openWorkspace,
  posted,
  posts,
  reply,
  shows,
  typed,
  type Workspace,
} from '../support/whole/slack.ts';
import { until } from '../support/until.ts';

let installation: Installation;
let workspace: Workspace;

afterEach(async () => {
  await installation.remove();
  await workspace.close();
});

async function begin(mode: 'http' | 'socket', config: object = {}) {
  installation = await makeInstallation(config);
  workspace = await openWorkspace();
  const drover = await installation.start(workspace.env(mode));
  const target = mode === 'http' ? { endpoint: `${drover.url}/slack/events` } : ('socket' as const);
  const { state } = workspace;
  return { drover, state, type: (user: string, text: string) => typed(state, target, user, text), target };
}

test.each(['http', 'socket'] as const)(
  'a goal goes from /goal run to a verified commit, told in its thread (%s)',
  async (mode) => {
    const { state, type } = await begin(mode);
    const seen = await type(aliceId, 'run make the failing cart tests pass');
    expect(seen).toContain('G-1');
    expect(seen).toContain('drover/G-1-make-the-failing-cart-tests-pass');
    await posted(state, 'G-1 is done, verified', 40_000);
    const [root, ...thread] = posts(state);
    expect(root?.threadTs).toBeUndefined();
    expect(thread.map((message) => message.threadTs)).toEqual(thread.map(() => root?.ts));
    expect(thread.map((message) => message.text.split('\n')[0])).toEqual([
      expect.stringContaining('Turn 1: 1 check failed'),
      expect.stringContaining('G-1 is done, verified'),
    ]);
    const card = await until('the card to say that it is done', () =>
      root !== undefined && shows(root, 'done, verified') ? root : undefined,
    );
    expect(card.edits).toBeGreaterThan(0);
    expect(
      await installation.git('log', '-1', '--format=%B', 'drover/G-1-make-the-failing-cart-tests-pass'),
    ).toContain('Drover-Goal: G-1');
    expect(await installation.git('status', '--porcelain')).toBe('');
    expect(await installation.git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('main');
  },
);

test('people steer a goal: say reaches the next prompt, pause holds it, resume lets it go on, strangers may not', async () => {
  const slow = {
    turns: [
      [{ say: 'Looking.' }, { delayMs: 1500 }, { say: 'Done: {{prompt}}' }],
      scripts.rightAtOnce.turns[0],
    ],
  };
  const { state, type, target } = await begin('http', {
    agents: { scripted: { kind: 'scripted', script: slow } },
  });
  await type(aliceId, 'run make the failing cart tests pass');
  await until('the first turn to run', () =>
    posts(state).some((post) => shows(post, 'running: turn 1')) ? true : undefined,
  );
  expect(await type(eveId, 'pause G-1')).toMatch(/may not do that.*<@U0ALICE>, <@U0BOB>/s);
  expect(await type(bobId, 'say G-1 “keep prices in cents”')).toContain('M-1');
  expect(await type(aliceId, 'pause g-1')).toContain('pauses before its next turn');
  expect(await type(bobId, 'pause 1')).toContain('already');
  await posted(state, 'G-1 is paused');
  const [root] = posts(state);
  await reply(state, target, aliceId, root?.ts ?? '', '!resume');
  await posted(state, 'G-1 is done, verified', 40_000);
  await until('the card to tell of the message', () =>
    root !== undefined && shows(root, 'M-1 acknowledged (turn 2)') ? true : undefined,
  );
});
