import type { Failure } from '../../../../src/domain/failure.ts';
import { noUsage } from '../../../../src/domain/turn.ts';
import { note } from '../world.ts';
import { treeAt } from '../outside/workspaces.ts';
import { contextWindow } from './agent-kinds.ts';
import { endProcess, later, say } from './agent-process.ts';
import { spend } from './bill.ts';
import { failingBehaviours, failureOf } from './failures.ts';
import type { AgentProcess, AgentSession, Ending, World } from '../shape/world-shape.ts';

/** The life of a process under its shim: it names its session, works, and ends; or its time is up. */
export function live(world: World, process: AgentProcess): void {
  const { length, behaviour, losesShimAt } = process.conduct;
  const at = (share: number, act: () => void) => void later(world, process, length * share, act);
  at(0.1, () => speak(world, process));
  if (process.request.kind === 'work') at(0.3, () => begin(world, process));
  if (process.request.kind === 'work' && behaviour !== 'silent') at(0.6, () => work(world, process));
  if (behaviour !== 'hang') at(1, () => goHome(world, process));
  if (losesShimAt !== undefined) at(losesShimAt, () => loseShim(world, process));
  later(world, process, process.request.limits.turnMs, () => runOut(world, process));
}

const mute = new Set(['crash-early', 'session-lost', 'auth']);

function speak(world: World, process: AgentProcess): void {
  if (mute.has(process.conduct.behaviour)) return;
  const { id, resume } = process.request.session;
  process.session = process.kind.namesSessions && !resume ? `named-${process.tag}` : id;
  if (!world.sessions.has(process.session)) world.sessions.set(process.session, newSession(process));
  say(process, { type: 'session', id: process.session });
}

const newSession = ({ kind, goal }: AgentProcess): AgentSession => ({
  agent: kind.name,
  goal,
  used: noUsage,
  told: noUsage,
  context: 5000,
  lost: false,
});

function begin(world: World, process: AgentProcess): void {
  if (process.session === undefined) return;
  spend(world, process, 0.3);
  say(process, { type: 'text', text: 'I look at the code.' });
}

function work(world: World, process: AgentProcess): void {
  if (process.session === undefined) return;
  spend(world, process, 0.3);
  change(world, process);
  say(process, { type: 'tool', name: 'Edit', what: 'src/add.js' });
  say(process, { type: 'usage', usage: process.spent });
}

/** Only these leave something that the checks like. */
const able = new Set(['good', 'expensive', 'denied', 'silent', 'quotes-sleep', 'asks']);
const lazy = new Set(['idle', 'needless']);

function change(world: World, process: AgentProcess): void {
  const tree = treeAt(world, { path: process.request.workspace });
  if (lazy.has(process.conduct.behaviour)) return;
  tree.dirty = true;
  tree.good = able.has(process.conduct.behaviour);
}

/** The main process ends; its tree is gone when what it left in the background is gone, too. */
function goHome(world: World, process: AgentProcess): void {
  const ending = process.request.kind === 'compact' ? compact(world, process) : workedOut(world, process);
  const { leavesBehindMs } = process.conduct;
  const gone = () => endProcess(world, process, ending);
  if (leavesBehindMs === 0) return gone();
  if (process.shim) later(world, process, leavesBehindMs, gone);
  // Nobody is there to end the rest: it stays until somebody finds it.
  else note(world, `${process.tag}: leaves something running`);
}

function workedOut(world: World, process: AgentProcess): Ending {
  const { behaviour, denials, pauseMs } = process.conduct;
  if (process.session !== undefined) {
    spend(world, process, 0.4);
    if (behaviour === 'silent') change(world, process);
    const full = grow(world, process);
    if (full && !failingBehaviours.has(behaviour)) return failing(world, process, 'context-overflow');
  }
  if (failingBehaviours.has(behaviour)) return failing(world, process, behaviour);
  return {
    outcome: 'finished',
    text: lastWords(behaviour, pauseMs),
    denials: Array.from({ length: denials }, () => ({ tool: 'Bash', what: 'curl' })),
    lastWords: true,
  };
}

function lastWords(behaviour: AgentProcess['conduct']['behaviour'], ms: number): string {
  const sentinel = `{"__drover_sleep__": true, "duration_ms": ${ms}, "reason": "the build takes its time"}`;
  if (behaviour === 'sleeps') return `I wait.\n${sentinel}`;
  if (behaviour === 'quotes-sleep') return `I could have written ${sentinel} to sleep, but I am done.`;
  return behaviour === 'needless' ? 'NO_CHANGES_NEEDED: it is right as it is.' : 'I am done.';
}

/** The context grows; true: it does not fit into the window any more. */
function grow(world: World, process: AgentProcess): boolean {
  const session = sessionOf(world, process);
  session.context += process.conduct.growth;
  const full = session.context > contextWindow;
  if (full) session.context -= process.conduct.growth;
  process.context = { used: session.context, window: contextWindow };
  return full;
}

function compact(world: World, process: AgentProcess): Ending {
  const { behaviour } = process.conduct;
  if (process.session === undefined || failingBehaviours.has(behaviour))
    return failing(world, process, behaviour);
  spend(world, process, 0.5);
  const session = sessionOf(world, process);
  if (behaviour === 'compacts') session.context = Math.round(session.context * 0.2);
  process.context = { used: session.context, window: contextWindow };
  return { outcome: 'finished', text: `What counts: ${process.tag}`, lastWords: true };
}

function sessionOf(world: World, process: AgentProcess): AgentSession {
  const session = world.sessions.get(process.session ?? '');
  if (session === undefined) throw new Error(`${process.tag} works without a session`);
  return session;
}

function failing(
  world: World,
  process: AgentProcess,
  behaviour: AgentProcess['conduct']['behaviour'],
): Ending {
  const failure: Failure = failureOf(world, process.conduct, behaviour);
  const silent = failure.kind === 'crashed' || failure.kind === 'network';
  return { outcome: 'failed', failure, ...(silent ? {} : { lastWords: true as const }) };
}

/** The shim ends what takes too long, also while drover is away. */
function runOut(world: World, process: AgentProcess): void {
  if (!process.shim) return;
  endProcess(world, process, {
    outcome: 'failed',
    failure: { kind: 'timeout', message: 'the turn took too long' },
  });
}

/** Somebody kills the shim: the agent goes on, and nobody will write down how it ends. */
function loseShim(world: World, process: AgentProcess): void {
  process.shim = false;
  note(world, `${process.tag}: its shim is killed`);
  // Whoever watches it sees that, and ends the tree.
  if (process.watcher !== undefined)
    later(world, process, 200, () => endProcess(world, process, { outcome: 'failed' }));
}

/** Nobody has watched it for so long: its shim ends it. */
export function armOrphanGrace(world: World, process: AgentProcess, ms: number): void {
  if (!process.shim || !process.running) return;
  const since = process.watches;
  later(world, process, ms, () => {
    if (process.watcher !== undefined || process.watches !== since || !process.shim) return;
    note(world, `${process.tag}: nobody watches it any more`);
    endProcess(world, process, {
      outcome: 'failed',
      failure: { kind: 'crashed', message: 'drover was away for too long', byRestart: true },
    });
  });
}
