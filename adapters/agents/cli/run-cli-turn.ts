import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toError } from '../../../src/domain/errors.ts';
import { turnFileNames } from '../../../src/domain/turn.ts';
import type { TurnLeft } from '../../../src/ports/agent.ts';
import type { ShimJob } from '../../process/shim/shim-job.ts';
import type { ShimNote } from '../../process/shim/shim-notes.ts';
import { startShim } from '../../process/shim/start-shim.ts';
import type { CliEnding } from './cli-ending.ts';
import type { CliTurn } from './cli-turn.ts';
import { turnLeft } from './cli-turn.ts';
import { followTurn } from './follow/follow-turn.ts';
import { hideValues } from './hide-values.ts';
import { present } from './json-fields.ts';
import { beginTurnFolder } from './turn-folder.ts';

const defaultOrphanGraceMs = 15 * 60_000;
const defaultMaxOutputBytes = 512 * 1024 * 1024;

/**
 * Runs a command-line agent under a shim, so that it outlives drover: its output goes into the turn's folder, and from
 * there, line by line, to `onLine`. Ends the tree on time-out, on silence and on abort; leaves it running when
 * `leave` is aborted. Never rejects for what the program does.
 */
export async function runCliTurn(turn: CliTurn, signal: AbortSignal): Promise<CliEnding | TurnLeft> {
  if (turn.request.leave.aborted) return turnLeft;
  if (signal.aborted) return { aborted: true, stderr: '', wallMs: 0 };
  const shim = await start(turn);
  return 'spawnError' in shim
    ? { ...shim, aborted: false, stderr: '', wallMs: 0 }
    : followTurn(turn, shim, signal);
}

async function makeFolders(turn: CliTurn): Promise<void> {
  const home = turn.env['HOME'];
  // Where the agent keeps its sessions, and perhaps its login: for nobody else to read.
  if (home !== undefined) await mkdir(home, { recursive: true, mode: 0o700 });
  await beginTurnFolder(turn.request.folder, metaOf(turn));
}

/** A machine that is short of processes, memory or disk is a failure of the turn, not of drover. */
async function start(turn: CliTurn): Promise<ShimNote | Required<Pick<CliEnding, 'spawnError'>>> {
  try {
    return await startShim(jobOf(turn), () => makeFolders(turn));
  } catch (error) {
    const { message, code }: Error & { code?: string } = toError(error);
    return { spawnError: { message, ...present({ code }) } };
  }
}

function jobOf(turn: CliTurn): ShimJob {
  const { request, bounds } = turn;
  return {
    ...present({ stdin: turn.stdin, interrupt: turn.interrupt }),
    command: turn.command,
    args: turn.args,
    cwd: request.workspace,
    env: { ...turn.env, ...turnFileVariables(request.folder) },
    tag: request.tag,
    folder: request.folder,
    killAfterMs: request.limits.killAfterMs,
    timeoutMs: request.limits.turnMs,
    orphanGraceMs: bounds?.orphanGraceMs ?? defaultOrphanGraceMs,
    maxOutputBytes: bounds?.maxOutputBytes ?? defaultMaxOutputBytes,
  };
}

/** Where the agent may leave a question or a summary for drover; every agent is given them, some are told of them. */
const turnFileVariables = (folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(turnFileNames).map(([variable, name]) => [variable, join(folder, name)]));

const metaOf = (turn: CliTurn) => ({
  agent: turn.agent,
  tag: turn.request.tag,
  command: turn.command,
  args: hideValues(turn.args, turn.env),
  envNames: Object.keys(turn.env).toSorted(),
  workspace: turn.request.workspace,
  startedAt: turn.clock.now(),
});
