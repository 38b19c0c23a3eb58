import type { TurnLeft, TurnRequest, TurnResult } from '../../../../src/ports/agent.ts';
import { isWanted } from '../ledger.ts';
import { accuse, note } from '../world.ts';
import { askToEnd } from './agent-process.ts';
import { armOrphanGrace } from './live.ts';
import { resultOf } from './result-of.ts';
import type { AgentProcess, Life, Watcher, World } from '../shape/world-shape.ts';

/** Milliseconds that a process goes on without anybody who watches it. */
const orphanGraceMs = 30_000;

/**
 * Follows a process until it is gone, drover leaves, or this life is over. It tells what the process said so far first.
 * When `signal` is aborted the process is asked to end.
 */
export function watchProcess(
  life: Life,
  process: AgentProcess,
  request: TurnRequest,
  signal: AbortSignal,
): Promise<TurnResult | TurnLeft> {
  const { world } = life;
  if (process.watcher !== undefined) accuse(world, `${process.tag} is watched by two at once`);
  return new Promise((resolve) => {
    const watcher: Watcher = {
      life,
      hear: (event) => life.dead || request.onEvent(event),
      over: () => letGo(() => resolve(resultOf(process, request))),
    };
    const onAbort = () => end(world, life, process);
    const onLeave = () => letGo(() => resolve({ outcome: 'left' }));
    const letGo = (then: () => void) => {
      if (process.watcher !== watcher) return;
      process.watcher = undefined;
      signal.removeEventListener('abort', onAbort);
      request.leave.removeEventListener('abort', onLeave);
      armOrphanGrace(world, process, orphanGraceMs);
      then();
    };
    process.watcher = watcher;
    process.watches += 1;
    life.onDeath.push(() => letGo(() => {}));
    for (const event of process.stream) watcher.hear(event);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    if (request.leave.aborted) onLeave();
    else request.leave.addEventListener('abort', onLeave, { once: true });
  });
}

/** An agent is only ever ended because somebody wished it, or because this life was told to end all. */
function end(world: World, life: Life, process: AgentProcess): void {
  if (life.dead) return;
  if (!life.drains && isWanted(world, process.tag))
    accuse(world, `${process.tag} is ended, and nobody wished it`);
  if (life.drains) note(world, `${process.tag}: drover takes it along`);
  askToEnd(world, process);
}
