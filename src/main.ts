import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createProgram } from '../adapters/cli/create-program.ts';
import { createCommands } from './compose/commands/commands.ts';
import { environment } from './config/load.ts';

/** A second request to end that comes later than this, in milliseconds, is meant: drover ends at once. npm may pass one on twice. */
const patienceMs = 500;

const stopping = new AbortController();
let askedAt = 0;

/** The first request ends drover in order, the second one at once. */
function end(signal: NodeJS.Signals): void {
  const now = Date.now();
  if (!stopping.signal.aborted) {
    askedAt = now;
    stopping.abort();
  } else if (now - askedAt > patienceMs) process.exit(signal === 'SIGINT' ? 130 : 143);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(signal));

const cwd = process.cwd();
const packageFile = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
const { version } = z.object({ version: z.string() }).parse(JSON.parse(packageFile));
const { stdin, stdout, stderr } = process;
const commands = createCommands({
  env: await environment(cwd),
  cwd,
  input: stdin,
  output: stdout,
  errorOutput: stderr,
  signal: stopping.signal,
});
const run = createProgram(commands, { version, output: stdout, errorOutput: stderr });
process.exitCode = await run(process.argv.slice(2));
// An open stdin would keep the process alive after its work is done.
stdin.destroy();
