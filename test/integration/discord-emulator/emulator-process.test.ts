import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { REST, Routes } from 'discord.js';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';

const HelloSchema = z.object({
  url: z.url(),
  apiUrl: z.url(),
  token: z.string(),
  applicationId: z.string(),
  publicKey: z.string().length(64),
  home: z.object({ guild: z.string(), general: z.string(), alice: z.string(), bob: z.string() }),
});

async function startProcess() {
  const program = fileURLToPath(new URL('../../support/discord-emulator/main.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const hello = HelloSchema.parse(JSON.parse(String(line)));
  const control = async (name: string, body: object = {}) => {
    const response = await fetch(`${hello.url}/control/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return await response.text();
  };
  return { child, hello, control };
}

it('the emulator runs as a process of its own, obeys from outside and ends when told', async () => {
  const { child, hello, control } = await startProcess();
  const { home } = hello;
  const rest = new REST({ version: '10', api: hello.apiUrl, retries: 0 }).setToken(hello.token);
  await rest.put(Routes.applicationCommands(hello.applicationId), {
    body: [{ name: 'goal', description: 'd', type: 1 }],
  });
  await control('fault', { kind: 'http-500', route: 'message.create' });
  const post = () => rest.post(Routes.channelMessages(home.general), { body: { content: 'shown' } });
  await expect(post()).rejects.toMatchObject({ status: 500 });
  await post();
  await control('say', { channel: home.general, user: home.bob, text: 'seen' });
  expect(await control('transcript')).toMatch(
    /^#general \d+\n {2}\[\d+\] drover: shown\n {2}\[\d+\] bob: seen/mu,
  );
  const typed = await control('command', { channel: home.general, user: home.alice });
  expect(JSON.parse(typed)).toMatchObject({ outcome: 'did-not-respond' });
  expect(await control('command', { channel: home.general, user: home.alice, verb: 'no' })).toContain(
    'no subcommand',
  );
  expect(JSON.parse(await control('state'))).toMatchObject({ violations: [], sessions: [] });
  expect(await control('nonsense')).toContain('there are: transcript state look command');
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect(child.exitCode).toBe(0);
});
