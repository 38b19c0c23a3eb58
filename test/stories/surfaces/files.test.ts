import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { say } from '../../support/slack-emulator/sender.ts';
import { whenEnded } from '../../support/whole/goals.ts';
import { aliceId, general, posts, shows } from '../../support/whole/slack.ts';
import { openStage, type Stage } from '../../support/whole/stage.ts';
import { until } from '../../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Each turn writes down what it was told; the checks are red until the second has. */
const script = {
  turns: [
    [{ say: 'First try.' }, { delayMs: 2500 }, { edit: { path: 'first.txt', write: '{{prompt}}' } }],
    [{ say: 'Second try.' }, { edit: { path: 'told.txt', write: '{{prompt}}' } }],
  ],
};
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ config: { agents: { scripted: { kind: 'scripted', script } } } });
});
afterAll(() => stage.close());

test('a picture from a reply in the thread reaches the agent, and its hostile name goes nowhere', async () => {
  const seen = await stage.type(aliceId, `run --accept 'test -f told.txt' make it look like the picture`);
  const handle = /G-\d+/.exec(seen)?.[0] ?? '';
  const root = await until('the root card', () => posts(stage.state).find((post) => shows(post, handle)));
  await say(
    stage.state,
    { endpoint: stage.endpoint() },
    {
      channel: general,
      user: aliceId,
      text: 'like this',
      threadTs: root.ts,
      files: [{ name: '../../../etc/evil "quoted".png', bytes: picture }],
    },
  );
  expect(await whenEnded(stage.drover, handle)).toMatchObject({ state: 'done' });
  const goal = (await stage.drover.get(`/api/goals/${handle}`)) as { sha: string };
  // Whichever turn came first after the message was told of it.
  const turns = ['first.txt', 'told.txt'].map((file) =>
    stage.installation.git('show', `${goal.sha}:${file}`),
  );
  const told = (await Promise.all(turns)).join('\n');
  const path = join(stage.installation.home, 'files', handle, 'M-1', '1-etc_evil_quoted_.png');
  expect(told).toContain('like this\nFiles that came with it');
  expect(told).toMatch(new RegExp(`- ${RegExp.escape(path)} \\(image/png, \\d+ bytes\\), called “[^”]*evil`));
  expect(await readFile(path)).toEqual(picture);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
