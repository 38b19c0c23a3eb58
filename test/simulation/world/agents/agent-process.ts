import { noUsage } from '../../../../src/domain/turn.ts';
import type { AgentEvent, TurnRequest } from '../../../../src/ports/agent.ts';
import { goalOfTag } from '../tags.ts';
import { accuse, note } from '../world.ts';
import type { SimAgentKind } from './agent-kinds.ts';
import type { Conduct } from './behaviour.ts';
import { settleBill } from './bill.ts';
import type { AgentProcess, Ending, World } from '../shape/world-shape.ts';

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
