import { spawn } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { flushed, writeFiller } from '../../../adapters/agents/scripted/write-filler.ts';

/**
 * Stands in for the `claude` program: writes a recording to stdout a few bytes at a time and ends as the recorded
 * process did. Told by its environment what to play, so that its arguments are free for what it is tested with.
 *
 * FAKE_RECORDING  file to write to stdout
 * FAKE_STDERR     text for stderr
 * FAKE_EXIT       exit code or name of a signal; `hang` = never
 * FAKE_INTERRUPTED file to write to stdout on SIGINT, before exit code 0; `ignore` = nothing happens
 * FAKE_NOISE      bytes of each kind of noise before the recording
 * FAKE_CHILD      `1` = leave a process in a session of its own behind
 * FAKE_LOG        file to note arguments, stdin and environment in, one JSON object a line
 */
const env = process.env;
const chunkBytes = 97;

if (process.argv.includes('--version')) process.stdout.write('2.1.328 (Claude Code)\n');
else await play();

async function play(): Promise<void> {
  const interrupted = env['FAKE_INTERRUPTED'];
  if (interrupted === 'ignore') process.on('SIGINT', () => {});
  else if (interrupted !== undefined) process.once('SIGINT', () => void endInterrupted(interrupted));
  const stdin = await text(process.stdin);
  if (env['FAKE_LOG']) {
    await appendFile(env['FAKE_LOG'], `${JSON.stringify({ args: process.argv.slice(2), stdin, env })}\n`);
  }
  if (env['FAKE_CHILD'] === '1') {
    spawn('sleep', ['300'], { detached: true, stdio: ['ignore', 'inherit', 'inherit'] }).unref();
  }
  for (const kind of ['lines', 'one-line', 'nulls', 'invalid-utf8'] as const) {
    if (env['FAKE_NOISE']) await writeFiller(process.stdout, Number(env['FAKE_NOISE']), kind);
  }
  process.stderr.write(env['FAKE_STDERR'] ?? '');
  const bytes = env['FAKE_RECORDING'] ? await readFile(env['FAKE_RECORDING']) : Buffer.alloc(0);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    process.stdout.write(bytes.subarray(at, at + chunkBytes));
  }
  await flushed(process.stdout);
  await end(env['FAKE_EXIT'] ?? '0');
}

async function endInterrupted(file: string): Promise<never> {
  process.stdout.write(await readFile(file));
  await flushed(process.stdout);
  process.exit(0);
}

async function end(how: string): Promise<void> {
  if (/^\d+$/.test(how)) process.exit(Number(how));
  if (how.startsWith('SIG')) process.kill(process.pid, how);
  for (;;) await sleep(60_000);
}
