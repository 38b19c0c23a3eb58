import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createSlack } from '../../../adapters/chat/slack/create-slack.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { recorded, lineOf } from '../slack/open-slack.ts';

const nothing = () => undefined;
const quiet: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => quiet };
const HelloSchema = z.object({
  url: z.url(),
  apiUrl: z.url(),
  botToken: z.string(),
  appToken: z.string(),
  team: z.string(),
});

let end: (() => Promise<void>) | undefined;
afterEach(() => end?.());

async function startProcess() {
  const program = fileURLToPath(new URL('../../support/slack-emulator/main.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  end = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  const [line] = await once(createInterface(child.stdout), 'line');
  const hello = HelloSchema.parse(JSON.parse(String(line)));
  const control = async (name: string, body?: object) => {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${hello.url}/control/${name}`, request);
    return await response.text();
  };
  return { child, hello, control };
}

it('the emulator runs as a process of its own, obeys from outside and ends when told', async () => {
  const { child, hello, control } = await startProcess();
  const slack = createSlack({
    ...hello,
    intake: async (message) => recorded(lineOf(message)),
    clock: systemClock,
    random: systemRandom,
    logger: quiet,
  });
  await slack.start(AbortSignal.timeout(10_000));
  await control('channel', { id: 'C7', name: 'builds' });
  await control('fault', { kind: 'store-then-500', method: 'chat.postMessage' });
  const to = { platform: 'slack', workspace: hello.team, channel: 'C7' } as const;
  const content = { tone: 'good', title: 'Shown in the transcript', blocks: [] } as const;
  const sent = await slack.chat.send(
    { key: 'k', to, content: { ...content, blocks: [] } },
    AbortSignal.timeout(5000),
  );
  expect(sent).toMatchObject({ ok: false, failure: { kind: 'doubtful' } });
  const typed = await control('command', { channel: 'C7', user: 'U1', text: 'list', to: 'socket' });
  expect(typed).toContain('Recorded');
  const said = await control('say', { channel: 'C7', user: 'U1', text: '<@U0DROVER> who', to: 'socket' });
  expect(JSON.parse(said)).toMatchObject({ user: 'U1', text: '<@U0DROVER> who' });
  expect(await control('transcript')).toMatch(
    /^#builds C7\n {2}\[\d+\.\d{6}\] U0DROVER: ✅ Shown in the transcript/mu,
  );
  expect(JSON.parse(await control('state'))).toMatchObject({ sockets: 2, responses: [] });
  expect(JSON.parse(await control('violations'))).toEqual([]);
  await control('person', { id: 'U2', guest: 'single' });
  await control('group', { id: 'S1', handle: 'ops', users: ['U1'] });
  await control('rates', { mode: 'scaled' });
  const seen = JSON.parse(await control('seen', { user: 'U1' }));
  expect(JSON.stringify(seen)).toContain('Recorded');
  await slack.stop();
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect(child.exitCode).toBe(0);
});
