import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const player = fileURLToPath(new URL('../../../adapters/agents/scripted/player.ts', import.meta.url));

/** The scripted agent's program started by hand: milliseconds until its first word, and until its end. */
export async function barePlayer(home: string, script: object): Promise<{ spoke: number; ended: number }> {
  const job = { script, prompt: 'go', session: { id: randomUUID(), resume: false }, home };
  const begun = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', player], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const over = once(child, 'close');
  child.stdin.end(JSON.stringify(job));
  await once(child.stdout, 'data');
  const spoke = performance.now() - begun;
  child.stdout.resume();
  await over;
  return { spoke, ended: performance.now() - begun };
}
