import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

async function begin(mode: 'http' | 'socket', config: (folder: string) => object = () => ({})) {
  installation = await makeInstallation();
  await installation.configure(config(installation.folder));
  workspace = await openWorkspace();
  const drover = await installation.start(workspace.env(mode));
  const target = mode === 'http' ? { endpoint: `${drover.url}/slack/events` } : ('socket' as const);
  const { state } = workspace;
  return { drover, state, type: (user: string, text: string) => typed(state, target, user, text), target };
}

/** A first turn that lasts until a file is there, and a second one that mends the cart. */
const gated = (gate: string) => ({
  turns: [
    [
      { say: 'Looking.' },
      { run: `until [ -e '${gate}' ]; do sleep 0.05; done` },
      { say: 'Done: {{prompt}}' },
    ],
    scripts.rightAtOnce.turns[0],
  ],
});

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
  const { state, type, target } = await begin('http', (folder) => ({
    agents: { scripted: { kind: 'scripted', script: gated(join(folder, 'go')) } },
  }));
  await type(aliceId, 'run make the failing cart tests pass');
  await until('the first turn to run', () =>
    posts(state).some((post) => shows(post, 'Looking.')) ? true : undefined,
  );
  expect(await type(eveId, 'pause G-1')).toMatch(/may not do that.*<@U0ALICE>, <@U0BOB>/s);
  expect(await type(bobId, 'say G-1 “keep prices in cents”')).toContain('M-1');
  expect(await type(aliceId, 'pause g-1')).toContain('pauses before its next turn');
  expect(await type(bobId, 'pause 1')).toContain('already');
  await writeFile(join(installation.folder, 'go'), '');
  await posted(state, 'G-1 is paused');
  const [root] = posts(state);
  await reply(state, target, aliceId, root?.ts ?? '', '!resume');
  await posted(state, 'G-1 is done, verified', 40_000);
  const card = await until('the card to say that it is done', () =>
    root !== undefined && shows(root, 'done, verified') ? root : undefined,
  );
  expect(JSON.stringify(card.blocks)).toContain('M-1 acknowledged (turn 2)');
});
