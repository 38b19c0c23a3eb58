import type { Failure } from '../../../src/domain/failure.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import { noUsage, type Usage } from '../../../src/domain/turn.ts';
import type { Agent, OrphanReaper, TurnRequest, TurnResult } from '../../../src/ports/agent.ts';
import { through, type Life } from '../life/life.ts';
import type { Dice } from './dice.ts';
import type { Behaviour, GoalPlan } from './plan.ts';
import { planOf } from './plan-of.ts';
import type { AgentProcess } from './entities.ts';
import { accuse, moment, note, type World } from './world.ts';
import { treeAt } from './workspaces.ts';

const turnMsOfAgent = 90_000;
export const agentLimits = { turnMs: turnMsOfAgent, killAfterMs: 1500 };

/** Agents that follow their goal's plan. */
export function createSimAgent(life: Life): Agent {
  const { world } = life;
  const dice = world.dice.fork();
  return {
    name: 'claude',
    kind: 'simulated',
    capabilities: {
      sessionIdUpFront: true,
      resume: true,
      usageScope: 'session',
      cost: true,
      permission: 'none',
      turnCap: false,
      budgetCap: false,
      midTurn: false,
      interrupt: false,
      compact: false,
      plan: false,
    },
    probe: async () => ({ ok: true }),
    runTurn: (request, signal) => through(life, () => runTurn(life, dice, request, signal)),
    recover: (request) => through(life, () => recover(world, request)),
  };
}

/** Ends what earlier lives left running. */
export const createSimReaper = (life: Life): OrphanReaper => ({
  reap: (prefix) =>
    through(life, async () => {
      const orphans = [...life.world.processes.values()].filter(
        (process) => process.running && process.tag.startsWith(prefix),
      );
      for (const orphan of orphans) end(life.world, orphan, undefined);
      return orphans.map((orphan) => orphan.tag);
    }),
});

async function runTurn(
  life: Life,
  dice: Dice,
  request: TurnRequest,
  signal: AbortSignal,
): Promise<TurnResult> {
  const { world } = life;
  if (signal.aborted) return { ...nothing, outcome: 'aborted' };
  const goal = request.tag.split('/').at(-2) as GoalId;
  const plan = await planOf(world, goal);
  inspect(world, goal, request);
  return new Promise((resolve) => {
    const behaviour = plan.behaviours.shift() ?? 'good';
    const process: AgentProcess = {
      tag: request.tag,
      goal,
      folder: request.folder,
      prompt: request.prompt,
      behaviour,
      session: undefined,
      running: true,
      recorded: undefined,
      timers: [],
      ended: resolve,
    };
    world.processes.set(request.tag, process);
    note(world, `${request.tag}: ${behaviour}, session ${request.session.id.slice(0, 8)}`);
    live(life, dice, plan, { process, request });
    watch(life, dice, process, request, signal);
  });
}

/** An agent is started beside no other one of its goal, under a tag of its own, with a session that fits. */
function inspect(world: World, goal: GoalId, { tag, session, prompt }: TurnRequest): void {
  for (const other of world.processes.values()) {
    if (other.goal === goal && other.running) accuse(world, `${tag} was started beside ${other.tag}`);
  }
  if (world.processes.has(tag)) accuse(world, `${tag} was started twice`);
  if (session.resume && !world.sessions.has(session.id))
    accuse(world, `${tag} resumes the session ${session.id}, which never was`);
  if (!session.resume && world.sessions.has(session.id))
    accuse(world, `${tag} begins the session ${session.id}, which exists`);
  if (prompt.trim() === '') accuse(world, `${tag} was started with an empty prompt`);
}

interface Turn {
  readonly process: AgentProcess;
  readonly request: TurnRequest;
}

/** The life of the process: it names its session, works, and ends. */
function live(life: Life, dice: Dice, plan: GoalPlan, { process, request }: Turn): void {
  const { world } = life;
  const length = dice.between(plan.slowest / 5, plan.slowest);
  const at = (share: number, run: () => void) =>
    void process.timers.push(world.clock.after(length * share, () => process.running && run()));
  const tell = (event: Parameters<TurnRequest['onEvent']>[0]) => life.dead || request.onEvent(event);
  const { behaviour } = process;
  const silent = behaviour === 'crash-early' || behaviour === 'session-lost';
  if (!silent) at(0.1, () => speak(world, plan, { process, request }, tell));
  at(0.3, () => tell({ type: 'text', text: 'I look at the code.' }));
  at(0.6, () => {
    work(world, behaviour, request);
    tell({ type: 'tool', name: 'Edit', what: 'src/add.js' });
  });
  if (behaviour !== 'hang')
    at(1, () => end(world, process, outcome(world, dice, plan, { process, request })));
}

function speak(world: World, plan: GoalPlan, { process, request }: Turn, tell: TurnRequest['onEvent']): void {
  const { id, resume } = request.session;
  process.session = plan.namesSessions && !resume ? `named-${process.tag}` : id;
  if (!world.sessions.has(process.session))
    world.sessions.set(process.session, { costUsd: 0, reportedUsd: 0 });
  tell({ type: 'session', id: process.session });
}

function work(world: World, behaviour: Behaviour, request: TurnRequest): void {
  const tree = treeAt(world, { path: request.workspace });
  if (behaviour === 'idle' || behaviour === 'needless') return;
  tree.dirty = true;
  tree.good = behaviour === 'good';
}

/** Whoever started the process ends it at its limit, or when told to; a dead drover ends nothing. */
function watch(
  life: Life,
  dice: Dice,
  process: AgentProcess,
  request: TurnRequest,
  signal: AbortSignal,
): void {
  const { world } = life;
  const stop = (ms: number, result: () => TurnResult) =>
    void process.timers.push(
      world.clock.after(ms, () => {
        if (!life.dead && process.running) end(world, process, undefined, result());
      }),
    );
  const partial = (): Omit<TurnResult, 'outcome'> => ({
    ...nothing,
    ...sessionOf(process),
    usage: tokens(10),
  });
  stop(request.limits.turnMs, () => ({
    ...partial(),
    outcome: 'failed',
    failure: { kind: 'timeout', message: 'the turn took too long' },
  }));
  const onAbort = () =>
    stop(dice.between(0, request.limits.killAfterMs), () => ({ ...partial(), outcome: 'aborted' }));
  signal.addEventListener('abort', onAbort, { once: true });
}

const nothing: Pick<TurnResult, 'usage' | 'text' | 'denials'> = { usage: noUsage, text: '', denials: [] };
const tokens = (input: number): Usage => ({ ...noUsage, input, output: 5, wallMs: 1000 });
const sessionOf = (process: AgentProcess): Pick<TurnResult, 'session'> =>
  process.session === undefined ? {} : { session: process.session };

/** @param recorded what the process wrote at its end; undefined when it was killed @param told what drover hears */
function end(
  world: World,
  process: AgentProcess,
  recorded: TurnResult | undefined,
  told: TurnResult = recorded ?? { ...nothing, outcome: 'aborted' },
): void {
  process.running = false;
  process.recorded = recorded;
  for (const takeBack of process.timers) takeBack();
  note(world, `${process.tag}: ends, ${told.outcome} ${told.failure?.kind ?? ''}`);
  process.ended(told);
}

function outcome(world: World, dice: Dice, plan: GoalPlan, { process, request }: Turn): TurnResult {
  const { behaviour } = process;
  if (behaviour === 'session-lost')
    return { ...nothing, outcome: 'failed', failure: failureOf(world, dice, behaviour) };
  const spent = { ...bill(world, dice, plan, { process, request }), ...sessionOf(process), denials: [] };
  if (behaviour === 'good' || behaviour === 'bad' || behaviour === 'idle')
    return { ...spent, outcome: 'finished', text: 'I am done.' };
  if (behaviour === 'needless')
    return { ...spent, outcome: 'finished', text: 'NO_CHANGES_NEEDED: it is right as it is.' };
  return { ...spent, outcome: 'failed', text: '', failure: failureOf(world, dice, behaviour) };
}

/** The session's running total, of which the part before this turn is not this turn's. */
function bill(world: World, dice: Dice, plan: GoalPlan, { process, request }: Turn) {
  const usage = tokens(dice.between(50, 5000));
  const session = world.sessions.get(process.session ?? '');
  if (session === undefined || !plan.hasPrice) return { usage };
  session.costUsd += dice.between(1, 40) / 100;
  session.reportedUsd = session.costUsd;
  const costUsd = session.costUsd - request.session.costUsdBefore;
  return { usage: { ...usage, costUsd }, sessionCostUsd: session.costUsd };
}

type Failing = Exclude<Behaviour, 'good' | 'bad' | 'idle' | 'needless'>;

function failureOf(world: World, dice: Dice, behaviour: Failing): Failure {
  if (behaviour === 'hang' || behaviour === 'crash-early' || behaviour === 'crash-late')
    return { kind: 'crashed', message: 'the process was gone', signal: 'SIGSEGV' };
  const failure = { kind: behaviour, message: `it said ${behaviour}` };
  if (behaviour === 'rate-limited') return { ...failure, retryAfterMs: dice.between(1, 120) * 1000 };
  if (behaviour === 'quota-exhausted')
    return { ...failure, resetsAt: world.clock.now() + dice.between(1, 900) * 1000 };
  return failure;
}

/** From the turn's folder: its recorded end, or what is known of a process that was killed. */
async function recover(world: World, request: Pick<TurnRequest, 'folder' | 'session'>): Promise<TurnResult> {
  await moment(world, 20);
  const process = [...world.processes.values()].find((candidate) => candidate.folder === request.folder);
  const crashed: TurnResult = {
    ...nothing,
    outcome: 'failed',
    failure: { kind: 'crashed', message: 'no end was recorded' },
  };
  if (process === undefined) return crashed;
  if (process.running) accuse(world, `${process.tag} was recovered while it runs`);
  return process.recorded ?? { ...crashed, ...sessionOf(process), usage: tokens(10) };
}
