import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TurnLeft } from '../../../../src/ports/agent.ts';
import { untilRung } from '../../../process/follow/folder-bell.ts';
import { isAlive } from '../../../process/shim/identity.ts';
import { endRemains } from '../../../process/shim/shim-control.ts';
import type { ExitNote, ShimNote } from '../../../process/shim/shim-notes.ts';
import { turnFiles } from '../../../process/shim/turn-files.ts';
import type { CliEnding } from '../cli-ending.ts';
import type { CliWatch } from '../cli-turn.ts';
import { turnLeft } from '../cli-turn.ts';
import { present } from '../json-fields.ts';
import { readExitNote, readRecordedErrors, recordedWallMs } from '../turn-folder.ts';
import { hearLastLine, hearOutput } from './hear-output.ts';
import type { TurnWatch } from './turn-watch.ts';
import { closeWatch, openWatch } from './turn-watch.ts';

/** Bytes of stderr that are kept for finding the reason of a failure. */
const keptErrors = 16_384;

/** Follows a turn from its first line to its end, whether or not its processes still live. */
export async function followTurn(
  turn: CliWatch,
  shim: ShimNote | undefined,
  signal: AbortSignal,
): Promise<CliEnding | TurnLeft> {
  const watch = await openWatch(turn, shim, signal);
  try {
    return (await untilOver(watch)) ? await endingOf(watch) : turnLeft;
  } finally {
    await closeWatch(watch);
  }
}

/** True when nothing of the turn lives any more and all of its output was heard; false when drover leaves. */
async function untilOver(watch: TurnWatch): Promise<boolean> {
  const { leave } = watch.turn.request;
  for (;;) {
    const over = isOver(watch);
    if (over) await endLeftAlone(watch);
    // What was written before the end is heard, however late it is read.
    await hearOutput(watch);
    if (leave.aborted) return false;
    if (over) return true;
    await untilRung(watch.bell);
  }
}

function isOver({ turn, shim, giveUpAt }: TurnWatch): boolean {
  if (!shim || !isAlive(shim)) return true;
  if (existsSync(join(turn.request.folder, turnFiles.exit))) return true;
  return giveUpAt !== undefined && performance.now() > giveUpAt;
}

/** A living agent is never left to itself: where its shim could not note the end, that is made sure of here. */
async function endLeftAlone({ turn, shim }: TurnWatch): Promise<void> {
  const { folder, tag } = turn.request;
  if ((await readExitNote(folder)) || turn.request.leave.aborted) return;
  tellSurvivors(turn, await endRemains(tag, shim));
}

function tellSurvivors({ request: { tag }, logger }: CliWatch, survivors: readonly number[] = []): void {
  if (survivors.length > 0) logger.warn({ tag, survivors }, 'processes of a turn cannot be ended');
}

async function endingOf(watch: TurnWatch): Promise<CliEnding> {
  hearLastLine(watch);
  const { folder } = watch.turn.request;
  const exit = await readExitNote(folder);
  const endedFor = endReason(watch, exit);
  tellSurvivors(watch.turn, exit?.survivors);
  return {
    aborted: endedFor === 'abort',
    stderr: await readRecordedErrors(folder, keptErrors),
    wallMs: exit?.wallMs ?? (await recordedWallMs(folder)),
    ...present({
      exitCode: exit?.exitCode,
      signal: exit?.signal,
      spawnError: exit?.spawnError,
      endedFor: endedFor === 'abort' ? undefined : endedFor,
    }),
  };
}

/** The shim knows best, unless it could not note what it was asked for. */
function endReason({ asked }: TurnWatch, exit: ExitNote | undefined): ExitNote['endedFor'] {
  if (!exit) return asked;
  return exit.endedFor === 'killed' ? (asked ?? 'killed') : exit.endedFor;
}
