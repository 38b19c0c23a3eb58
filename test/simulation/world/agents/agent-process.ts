import type { Failure } from '../../../../src/domain/failure.ts';
import type { GoalId } from '../../../../src/domain/ids.ts';
import { noUsage, type Denial, type Usage } from '../../../../src/domain/turn.ts';
import type { AgentEvent, TurnRequest } from '../../../../src/ports/agent.ts';
import type { Life } from '../../life/life.ts';
import { goalOfTag } from '../tags.ts';
import { accuse, note, type World } from '../world.ts';
import type { SimAgentKind } from './agent-kinds.ts';
import type { Conduct } from './behaviour.ts';
import { settleBill } from './bill.ts';

/** What an agent keeps under a session id. */
export interface AgentSession {
  readonly agent: string;
  readonly goal: GoalId;
  /** Everything that its turns used. */
  used: Usage;
  /** What of that drover was told. */
  told: Usage;
  /** Tokens in its context. */
  context: number;
  /** The agent does not know it any more. */
  lost: boolean;
}

/** How a process ended, as its shim wrote it down. */
export interface Ending {
  readonly outcome: 'finished' | 'failed' | 'aborted';
  readonly failure?: Failure;
  readonly text?: string;
  readonly denials?: readonly Denial[];
  /** It could say what it cost before it was gone. */
  readonly lastWords?: true;
}

/** A life of drover that follows a process. */
export interface Watcher {
  readonly life: Life;
  readonly hear: (event: AgentEvent) => void;
  /** The process is gone. */
  readonly over: () => void;
}

/** A started agent under its shim; it goes on when drover is gone, until it ends by itself or is ended. */
export interface AgentProcess {
  readonly tag: string;
  readonly goal: GoalId;
  readonly kind: SimAgentKind;
  readonly request: TurnRequest;
  readonly conduct: Conduct;
  readonly startedAt: number;
  endedAt: number;
  /** Its session, once it has spoken. */
  session: string | undefined;
  running: boolean;
  /** Somebody writes down how it ends, and ends it when its time is up. */
  shim: boolean;
  /** It was asked to end. */
  asked: boolean;
  /** What its stream said so far. */
  readonly stream: AgentEvent[];
  /** What this turn used so far. */
  spent: Usage;
  /** Size of its context, once told. */
  context: { used: number; window?: number } | undefined;
  /** What it wrote down at its end; absent when there was nobody to write. */
  ending: Ending | undefined;
  /** What the row of this start has to say about its usage, set at its end. */
  due: Usage;
  /** Running totals of its session, where it told them. */
  totals: Usage | undefined;
  watcher: Watcher | undefined;
  /** How often somebody began to watch it. */
  watches: number;
  readonly timers: Set<() => void>;
}

/** The process table of the world begins to hold a new process. */
export function startProcess(
  world: World,
  kind: SimAgentKind,
  request: TurnRequest,
  conduct: Conduct,
): AgentProcess {
  const { tag } = request;
  const process: AgentProcess = {
    tag,
    goal: goalOfTag(tag),
    kind,
    request,
    conduct,
    startedAt: world.clock.now(),
    endedAt: Infinity,
    session: undefined,
    running: true,
    shim: true,
    asked: false,
    stream: [],
    spent: noUsage,
    context: undefined,
    ending: undefined,
    due: noUsage,
    totals: undefined,
    watcher: undefined,
    watches: 0,
    timers: new Set(),
  };
  world.processes.set(tag, process);
  const { behaviour, stubborn } = conduct;
  const manner = stubborn ? ', stubborn' : '';
  note(
    world,
    `${tag}: ${kind.name} ${request.kind} ${behaviour}${manner}, session ${request.session.id.slice(0, 8)}`,
  );
  return process;
}

/** Does something in that many milliseconds, if the process lives then; answers how to take it back. */
export function later(world: World, process: AgentProcess, ms: number, act: () => void): () => void {
  const takeBack = world.clock.after(ms, () => {
    process.timers.delete(takeBack);
    if (process.running) act();
  });
  process.timers.add(takeBack);
  return takeBack;
}

/** The process says something on its stream. */
export function say(process: AgentProcess, event: AgentEvent): void {
  process.stream.push(event);
  process.watcher?.hear(event);
}

/** The whole tree is gone. How it ended is written down when its shim lives. */
export function endProcess(world: World, process: AgentProcess, ending: Ending): void {
  if (!process.running) return accuse(world, `${process.tag} ended twice`);
  process.running = false;
  process.endedAt = world.clock.now();
  if (process.shim) process.ending = ending;
  if (process.ending?.failure?.kind === 'session-lost') forget(world, process);
  for (const takeBack of process.timers) takeBack();
  process.timers.clear();
  settleBill(world, process);
  const how = process.shim ? `${ending.outcome} ${ending.failure?.kind ?? ''}` : 'unseen';
  note(world, `${process.tag}: ends, ${how}`);
  process.watcher?.over();
}

/** From here on everybody can know that the agent does not know its session any more. */
function forget(world: World, { request }: AgentProcess): void {
  const session = world.sessions.get(request.session.id);
  if (session !== undefined) session.lost = true;
}

/** Ends the tree politely, then by force: gone within `killAfterMs`. */
export function askToEnd(world: World, process: AgentProcess): void {
  if (process.asked || !process.running) return;
  process.asked = true;
  const { killAfterMs } = process.request.limits;
  const { stubborn, obedience } = process.conduct;
  const ms = stubborn ? killAfterMs : Math.floor(killAfterMs * obedience);
  const words = !stubborn && obedience < 0.5 ? { lastWords: true as const } : {};
  note(world, `${process.tag}: is asked to end`);
  later(world, process, ms, () => endProcess(world, process, { outcome: 'aborted', ...words }));
}
