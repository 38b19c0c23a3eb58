import { toError } from '../../../domain/errors.ts';
import { agentWords, type AgentChoice } from '../../../domain/goal.ts';
import { goalNumber } from '../../../domain/ids.ts';
import type { PendingEffect } from '../../../goal/effects.ts';
import type { EventOf } from '../../../goal/events.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { leastBusy, modelChoiceShape, type AgentLoad } from '../../../policy/choose-agent.ts';
import type { Agent } from '../../../ports/agent.ts';
import { chooseSystem, choosePrompt } from '../../../text/helper/choose-prompt.ts';
import { oneLine, plural } from '../../../text/format.ts';
import { loadGoal } from '../../document.ts';
import type { Performance } from '../performer.ts';

type Choosing = Performance<Extract<PendingEffect, { type: 'ChooseAgent' }>>;
type Chosen = Pick<EventOf<'AgentChosen'>, 'agent' | 'why' | 'usage'>;

/** An agent that does not say within this time that it works is passed over, in milliseconds. */
const probeMs = 5000;
/** A model that was not chosen by then is the agent's own default, in milliseconds. */
const capMs = 10_000;

/** The agent that works and has the least to do; its model is the helper's choice, where there is one. */
export async function chooseAgent(choosing: Choosing): Promise<EventOf<'AgentChosen'>> {
  const { effect, goal } = choosing;
  const able = await ableAgents(choosing);
  const { loads, ahead } = await loadsOf(choosing, able);
  const least = leastBusy(loads, ahead);
  const chosen: Chosen =
    least === undefined
      ? { agent: goal.agent, why: 'no agent says that it works' }
      : await withModel(choosing, least);
  return { type: 'AgentChosen', effectId: effect.id, ...chosen };
}

/** Those that are configured, not cooling down, and say that they could start now; in the order of the configuration. */
async function ableAgents({ runtime, tools, signal }: Choosing): Promise<readonly string[]> {
  const now = runtime.clock.now();
  const cooled = new Set(
    (await runtime.store.cooldowns(now)).filter(({ until }) => until > now).map(({ agent }) => agent),
  );
  const agents = [...tools.agents.values()].filter(({ name }) => !cooled.has(name));
  const healthy = await Promise.all(agents.map((agent) => isHealthy(agent, runtime, signal)));
  return agents.filter((_, index) => healthy[index]).map(({ name }) => name);
}

async function isHealthy(
  agent: Agent,
  { clock, logger }: Choosing['runtime'],
  signal: AbortSignal,
): Promise<boolean> {
  const late = new AbortController();
  const answered = new AbortController();
  clock.sleep(probeMs, answered.signal).then(
    () => late.abort(new Error('the agent did not answer')),
    // Rejects only because the answer is there.
    () => {},
  );
  try {
    return (await agent.probe(AbortSignal.any([signal, late.signal]))).ok;
  } catch (error) {
    signal.throwIfAborted();
    logger.info({ agent: agent.name, why: toError(error).message }, 'an agent is passed over');
    return false;
  } finally {
    answered.abort(new Error('answered'));
  }
}

interface Loads {
  readonly loads: readonly AgentLoad[];
  /** Goals before this one that are being chosen for right now. */
  readonly ahead: number;
}

/** How many goals hold a slot with each agent. One that is still being chosen for belongs to none. */
async function loadsOf({ goal, runtime }: Choosing, able: readonly string[]): Promise<Loads> {
  const { store } = runtime;
  const others = (await store.list({ terminal: false })).filter(
    ({ id, state }) => id !== goal.id && (state === 'preparing' || state === 'running'),
  );
  const goals = (await Promise.all(others.map(({ id }) => loadGoal(store, id)))).map((one) => one?.goal);
  return {
    ahead: goals.filter((other) => isChoosing(other) && isBefore(other, goal)).length,
    loads: able.map((name) => ({
      name,
      active: goals.filter((other) => !isChoosing(other) && other?.agent.name === name).length,
    })),
  };
}

const isChoosing = (goal: GoalDocument | undefined): boolean => goal?.next === 'choose';

const isBefore = (other: GoalDocument | undefined, goal: GoalDocument): boolean =>
  other !== undefined && goalNumber(other.id) < goalNumber(goal.id);

async function withModel(choosing: Choosing, { name, active }: AgentLoad): Promise<Chosen> {
  const { goal, runtime, tools, signal } = choosing;
  const why = `it has the least to do (${plural(active, 'goal')})`;
  const usual = usualChoice(goal, name);
  const models = runtime.agents.get(name)?.models ?? [];
  if (usual.model !== undefined || models.length < 2 || !tools.helper.isOn('choose'))
    return { agent: usual, why };
  const answer = await tools.helper.ask(
    {
      use: 'choose',
      system: chooseSystem,
      prompt: choosePrompt(goal, models),
      capMs,
      shape: modelChoiceShape(models),
    },
    signal,
  );
  const { usage } = answer;
  if (!answer.ok) {
    runtime.logger.info({ goal: goal.id, why: answer.message }, 'no model was chosen');
    return { agent: usual, why, usage };
  }
  const { model, why: reason } = answer.value;
  const agent = { name, model };
  return { agent, why: `${why}; ${agentWords(agent)}: ${oneLine(reason, 120) || 'no reason given'}`, usage };
}

/** The model that was named for the agent the goal would have had. */
const usualChoice = ({ spec }: GoalDocument, name: string): AgentChoice =>
  name === spec.agent && spec.model !== undefined ? { name, model: spec.model } : { name };
