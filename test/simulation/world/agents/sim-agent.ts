import type { Agent, TurnLeft, TurnRequest, TurnResult } from '../../../../src/ports/agent.ts';
import { heard, through } from '../../life/life.ts';
import { planOf } from '../plan-of.ts';
import { nextBehaviour } from '../plan.ts';
import { goalOfTag } from '../tags.ts';
import { moment } from '../world.ts';
import { capabilitiesOf, type SimAgentKind } from './agent-kinds.ts';
import { endProcess, startProcess } from './agent-process.ts';
import { throwConduct, type Conduct } from './behaviour.ts';
import { inspectAttach, inspectStart } from './inspect-turn.ts';
import { live } from './live.ts';
import { resultOf } from './result-of.ts';
import { watchProcess } from './watch-process.ts';
import type { AgentProcess, Life, World } from '../shape/world-shape.ts';

/** Agents that follow their goal's plan, as one life of drover reaches them. */
export function createSimAgent(life: Life, kind: SimAgentKind): Agent {
  const { world } = life;
  const dice = world.dice.fork();
  return {
    name: kind.name,
    kind: 'simulated',
    capabilities: capabilitiesOf(kind),
    probe: async () => ({ ok: true }),
    runTurn: (request, signal) => {
      const plan = planOf(world, goalOfTag(request.tag));
      // Thrown before anything can go wrong, so that every start has a conduct of its own.
      const conduct = throwConduct(dice, nextBehaviour(plan, request.kind), plan);
      return through(life, () => runTurn({ life, kind, conduct }, request, signal));
    },
    attach: (request, signal) => through(life, () => attach(life, request, signal)),
  };
}

interface Start {
  readonly life: Life;
  readonly kind: SimAgentKind;
  readonly conduct: Conduct;
}

async function runTurn(
  { life, kind, conduct }: Start,
  request: TurnRequest,
  signal: AbortSignal,
): Promise<TurnResult | TurnLeft> {
  const { world } = life;
  if (signal.aborted) return nothingStarted;
  inspectStart(world, request);
  const process = startProcess(world, kind, request, conduct);
  live(world, process);
  return watchProcess(life, process, request, signal);
}

const nothingStarted: TurnResult = {
  outcome: 'aborted',
  usage: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, wallMs: 0 },
  text: '',
  denials: [],
};

/** Goes on with a process of an earlier life, or tells what became of it. */
async function attach(life: Life, request: TurnRequest, signal: AbortSignal): Promise<TurnResult | TurnLeft> {
  const { world } = life;
  await heard(life, moment(world, 20));
  const process = processIn(world, request.folder);
  if (process === undefined) return neverStarted;
  inspectAttach(life, process, request);
  // Nobody would write down how it ends: it is ended.
  if (process.running && !process.shim) endProcess(world, process, { outcome: 'failed' });
  if (process.running) return watchProcess(life, process, request, signal);
  for (const event of process.stream) request.onEvent(event);
  return resultOf(process, request);
}

const neverStarted: TurnResult = {
  ...nothingStarted,
  outcome: 'failed',
  failure: { kind: 'crashed', message: 'no end was recorded' },
};

const processIn = (world: World, folder: string): AgentProcess | undefined =>
  [...world.processes.values()].find((candidate) => candidate.request.folder === folder);
