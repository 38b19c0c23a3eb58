import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startDrover } from '../../../src/compose/commands/start.ts';
import { loadConfig } from '../../../src/config/load.ts';

test('told to end while it starts, drover leaves in good order: nothing listens, and the home is free', async () => {
  const home = await mkdtemp(join(tmpdir(), 'drover-start-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const env = { DROVER_HOME: home, PORT: '0', LOG_LEVEL: 'silent', PATH: process.env['PATH'] };
  const loaded = await loadConfig({ env, cwd: home });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join());
  const printed: string[] = [];
  const output = { write: (text: string) => printed.push(text) > 0, isTTY: false };
  const start = () => startDrover(loaded.config, { output, color: false }, 'run-on', AbortSignal.abort());
  await start();
  await start();
  const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed.join('')) ?? [];
  expect(url).not.toBe('');
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  await expect(access(join(home, 'locks', 'owner.json'))).rejects.toThrow('ENOENT');
});
