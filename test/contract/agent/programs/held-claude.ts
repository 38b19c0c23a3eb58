import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Stands in for a `claude` that is at work for as long as a test wants: plays the beginning of a recording, waits for a
 * file `go` in its working directory, and plays the rest. SIGINT makes it end as the real one does, with a result.
 *
 * HELD_RECORDING    what it plays
 * HELD_INTERRUPTED  a recording whose last line is the result of an interrupted turn
 */
const heldAfter = 3;
const linesOf = (variable: string): string[] => {
  const file = process.env[variable];
  if (file === undefined) throw new Error(`${variable} is not set`);
  return readFileSync(file, 'utf8').trim().split('\n');
};
const say = (lines: readonly string[]): void => {
  for (const line of lines) process.stdout.write(`${line}\n`);
};

const lines = linesOf('HELD_RECORDING');
process.once('SIGINT', () => {
  say(linesOf('HELD_INTERRUPTED').slice(-1));
  process.exit(0);
});
say(lines.slice(0, heldAfter));
while (!existsSync('go')) await sleep(20);
say(lines.slice(heldAfter));
