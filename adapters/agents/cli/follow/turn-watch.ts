import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderBell } from '../../../process/follow/folder-bell.ts';
import { closeBell, openBell, ring } from '../../../process/follow/folder-bell.ts';
import type { Tail } from '../../../process/follow/tail.ts';
import { openTail } from '../../../process/follow/tail.ts';
import type { LineSplitter } from '../../../process/line-splitter.ts';
import { newLineSplitter } from '../../../process/line-splitter.ts';
import { askToEnd } from '../../../process/shim/shim-control.ts';
import type { EndNote, ShimNote } from '../../../process/shim/shim-notes.ts';
import { turnFiles } from '../../../process/shim/turn-files.ts';
import type { CliWatch } from '../cli-turn.ts';
import type { Silence } from './silence.ts';
import { newSilence, untilSilent } from './silence.ts';

/** What is heard of a running turn, and the means to end it. */
export interface TurnWatch {
  readonly turn: CliWatch;
  /** Absent when the turn was never started. */
  readonly shim: ShimNote | undefined;
  readonly bell: FolderBell;
  readonly tail: Tail | undefined;
  readonly splitter: LineSplitter;
  readonly silence: Silence;
  /** Aborted when nobody watches any more. */
  readonly over: AbortController;
  /** Bytes of stderr seen so far. */
  errorBytes: number;
  /** When `alive` was told last, by the clock. */
  toldAlive: number;
  /** What the end was wished for. */
  asked?: EndNote['why'];
  /** `performance.now()` after which a shim that was asked to end does not answer any more. */
  giveUpAt?: number;
}

/** How often the shim is shown that drover is there. */
const heartbeatMs = 2_000;
/** The shim itself waits 5 s for processes that even SIGKILL does not remove. */
const stuckMs = 10_000;

/** Begins to watch; `closeWatch` has to follow. */
export async function openWatch(
  turn: CliWatch,
  shim: ShimNote | undefined,
  signal: AbortSignal,
): Promise<TurnWatch> {
  const { folder } = turn.request;
  const watch: TurnWatch = {
    turn,
    shim,
    bell: openBell(folder),
    tail: await openTail(join(folder, turnFiles.stdout)),
    splitter: newLineSplitter(),
    silence: newSilence(turn.clock, turn.silenceMs),
    over: new AbortController(),
    errorBytes: 0,
    toldAlive: turn.clock.now(),
  };
  watchSilence(watch);
  beatHeart(watch);
  const stop = { once: true, signal: watch.over.signal };
  turn.request.leave.addEventListener('abort', () => ring(watch.bell), stop);
  signal.addEventListener('abort', () => wishEnd(watch, 'abort'), stop);
  if (signal.aborted) wishEnd(watch, 'abort');
  return watch;
}

export async function closeWatch(watch: TurnWatch): Promise<void> {
  watch.over.abort();
  closeBell(watch.bell);
  await watch.tail?.file.close();
}

/** Has the agent ended; a second wish, for whatever reason, changes nothing. */
export function wishEnd(watch: TurnWatch, why: EndNote['why']): void {
  const { turn, shim } = watch;
  if (watch.asked !== undefined || watch.over.signal.aborted) return;
  watch.asked = why;
  watch.giveUpAt = performance.now() + turn.request.limits.killAfterMs + stuckMs;
  try {
    if (shim) askToEnd(turn.request.folder, shim, why);
  } catch (error) {
    turn.logger.warn({ err: error }, 'why a turn is ended could not be noted');
  }
}

function watchSilence(watch: TurnWatch): void {
  untilSilent(watch.silence, watch.over.signal).then(
    (silent) => silent && wishEnd(watch, 'silence'),
    (error: unknown) => watch.turn.logger.error({ err: error }, 'the watch for silence broke'),
  );
}

/** As long as the note is touched now and then, the shim does not take its agent for an orphan. */
function beatHeart({ turn, shim, over }: TurnWatch): void {
  if (!shim) return;
  const note = join(turn.request.folder, turnFiles.shim);
  const timer = setInterval(() => {
    const now = turn.clock.now() / 1000;
    utimes(note, now, now).catch((error: unknown) => {
      clearInterval(timer);
      turn.logger.warn({ err: error }, 'the shim of a turn cannot be shown that drover is there');
    });
  }, heartbeatMs);
  over.signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
