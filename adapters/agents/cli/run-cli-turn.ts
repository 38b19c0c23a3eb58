import { mkdir } from 'node:fs/promises';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { TurnRequest } from '../../../src/ports/agent.ts';
import type { LineSplitter } from '../../process/line-splitter.ts';
import { flushLines, newLineSplitter, splitChunk } from '../../process/line-splitter.ts';
import type { TreeExit, TreeOptions } from '../../process/run-tree.ts';
import { runTree } from '../../process/run-tree.ts';
import type { CliEnding } from './cli-ending.ts';
import { hideValues } from './hide-values.ts';
import { present } from './json-fields.ts';
import type { Silence } from './silence.ts';
import { heard, newSilence, untilSilent } from './silence.ts';
import type { Recording } from './turn-folder.ts';
import { beginTurnFolder, openRecording, writeTurnExit } from './turn-folder.ts';

/** How a command-line agent is started for one turn. */
export interface CliTurn {
  readonly agent: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment, without the tag. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly request: Pick<TurnRequest, 'tag' | 'workspace' | 'folder' | 'limits'>;
  /** Milliseconds without any output after which the agent counts as hanging. */
  readonly silenceMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Takes a line of stdout. `end`: what was said cannot get better, the tree is ended at once;
   * a number: from now on that many milliseconds of silence are bearable.
   */
  readonly onLine: (line: string) => 'end' | number | undefined;
}

/** Characters of stderr that are kept for finding the reason of a failure. */
export const keptErrors = 16_384;

/**
 * Runs a command-line agent: its output goes into the turn's folder first and then, line by line, to `onLine`.
 * Ends the tree on time-out, on silence and on abort. Never rejects for what the program does.
 */
export async function runCliTurn(turn: CliTurn, signal: AbortSignal): Promise<CliEnding> {
  const startedAt = turn.clock.now();
  await makeHome(turn.env['HOME']);
  await beginTurnFolder(turn.request.folder, metaOf(turn, startedAt));
  const recording = await openRecording(turn.request.folder, turn.logger);
  const watch = newWatch(turn, signal);
  try {
    const exit = await runTree(
      treeOptions(turn, recording, watch),
      AbortSignal.any([signal, watch.ender.signal]),
    );
    for (const { text } of flushLines(watch.splitter)) turn.onLine(text);
    const ending = endingOf(exit, watch, turn.clock.now() - startedAt);
    await noteExit(turn, ending);
    return ending;
  } finally {
    watch.over.abort();
    await recording.close();
  }
}

/** A turn that ended is not lost because its ending cannot be noted. */
async function noteExit(turn: CliTurn, ending: CliEnding): Promise<void> {
  try {
    await writeTurnExit(turn.request.folder, ending);
  } catch (error) {
    turn.logger.warn({ err: error }, 'the ending of the turn could not be noted');
  }
}

/** Where the agent keeps its sessions, and perhaps its login: for nobody else to read. */
async function makeHome(home: string | undefined): Promise<void> {
  if (home !== undefined) await mkdir(home, { recursive: true, mode: 0o700 });
}

function treeOptions(turn: CliTurn, recording: Recording, watch: Watch): TreeOptions {
  const { request } = turn;
  return {
    ...present({ stdin: turn.stdin }),
    command: turn.command,
    args: turn.args,
    cwd: request.workspace,
    env: turn.env,
    tag: request.tag,
    killAfterMs: request.limits.killAfterMs,
    timeoutMs: request.limits.turnMs,
    onStdout: async (chunk) => {
      await recording.onStdout(chunk);
      for (const { text } of splitChunk(watch.splitter, chunk)) hear(watch, turn.onLine(text));
    },
    onStderr: async (chunk) => {
      await recording.onStderr(chunk);
      heard(watch.silence);
      watch.stderr = (watch.stderr + chunk.toString('utf8')).slice(-keptErrors);
    },
  };
}

const metaOf = (turn: CliTurn, startedAt: number) => ({
  agent: turn.agent,
  tag: turn.request.tag,
  command: turn.command,
  args: hideValues(turn.args, turn.env),
  envNames: Object.keys(turn.env).toSorted(),
  workspace: turn.request.workspace,
  startedAt,
});

/** What is heard of a running process, and the means to end it for reasons of drover's own. */
interface Watch {
  readonly silence: Silence;
  readonly ender: AbortController;
  /** Aborted when the process is gone. */
  readonly over: AbortController;
  readonly splitter: LineSplitter;
  /** The last part of stderr. */
  stderr: string;
  endedFor?: 'silence' | 'fatal';
}

function newWatch(turn: CliTurn, signal: AbortSignal): Watch {
  const silence = newSilence(turn.clock, turn.silenceMs);
  const watch: Watch = {
    silence,
    ender: new AbortController(),
    over: new AbortController(),
    splitter: newLineSplitter(),
    stderr: '',
  };
  const stop = AbortSignal.any([signal, watch.over.signal]);
  untilSilent(silence, stop).then(
    (silent) => silent && end(watch, 'silence'),
    (error: unknown) => turn.logger.error({ err: error }, 'the watch for silence broke'),
  );
  return watch;
}

function hear(watch: Watch, answer: 'end' | number | undefined): void {
  heard(watch.silence);
  if (answer === 'end') end(watch, 'fatal');
  if (typeof answer === 'number') watch.silence.limitMs = answer;
}

function end(watch: Watch, reason: 'silence' | 'fatal'): void {
  if (watch.ender.signal.aborted || watch.over.signal.aborted) return;
  watch.endedFor = reason;
  watch.ender.abort();
}

function endingOf(exit: TreeExit, watch: Watch, wallMs: number): CliEnding {
  const ours = exit.aborted ? watch.endedFor : undefined;
  const { spawnError } = exit;
  return {
    aborted: exit.aborted && ours === undefined,
    stderr: watch.stderr,
    wallMs,
    ...present({
      exitCode: exit.exitCode,
      signal: exit.signal,
      endedFor: exit.timedOut ? ('timeout' as const) : ours,
      spawnError: spawnError && { message: spawnError.message, ...present({ code: spawnError.code }) },
    }),
  };
}
