import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readOn } from '../../../process/follow/tail.ts';
import { flushLines, splitChunk } from '../../../process/line-splitter.ts';
import { turnFiles } from '../../../process/shim/turn-files.ts';
import { heard } from './silence.ts';
import type { TurnWatch } from './turn-watch.ts';
import { wishEnd } from './turn-watch.ts';

/** Least time between two signs of life. */
const aliveMs = 5_000;

/** Hears what was written since the last time. stderr is only seen to grow: it is read when the turn is over. */
export async function hearOutput(watch: TurnWatch): Promise<void> {
  const { turn, tail } = watch;
  if (tail) await readOn(tail, (chunk) => hearChunk(watch, chunk), turn.request.leave);
  const { size } = statSync(join(turn.request.folder, turnFiles.stderr), { throwIfNoEntry: false }) ?? {
    size: 0,
  };
  if (size > watch.errorBytes) hearSomething(watch);
  watch.errorBytes = size;
}

/** The last line, when the output ended without a line end. */
export function hearLastLine({ turn, splitter }: TurnWatch): void {
  for (const { text } of flushLines(splitter)) turn.onLine(text);
}

function hearChunk(watch: TurnWatch, chunk: Buffer): void {
  hearSomething(watch);
  for (const { text } of splitChunk(watch.splitter, chunk)) {
    const answer = watch.turn.onLine(text);
    if (answer === 'end') wishEnd(watch, 'fatal');
    if (typeof answer === 'number') watch.silence.limitMs = answer;
  }
}

function hearSomething(watch: TurnWatch): void {
  const { turn, silence } = watch;
  heard(silence);
  const now = turn.clock.now();
  if (now - watch.toldAlive < aliveMs) return;
  watch.toldAlive = now;
  turn.request.onEvent({ type: 'alive' });
}
