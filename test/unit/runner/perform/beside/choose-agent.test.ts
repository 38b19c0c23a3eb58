import { describe, expect, test } from 'vitest';
import type { AgentTraits } from '../../../../../src/domain/rules/agent-traits.ts';
import type { PendingEffect } from '../../../../../src/goal/effects.ts';
import type { Agent, AgentHealth } from '../../../../../src/ports/agent.ts';
import { chooseAgent } from '../../../../../src/runner/perform/beside/choose-agent.ts';
import type { Performance, Tools } from '../../../../../src/runner/perform/performer.ts';
import { createRunnerWorld, type RunnerWorld } from '../../../../support/core/runner-world.ts';
import { createFakeHelper, type FakeReply } from '../../../../support/helper-model/fake-helper.ts';

const healthy: Probe = async () => ({ ok: true });
const broken: Probe = async () => ({ ok: false, problem: 'not logged in' });

const silent: Probe = (signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });

type Probe = (signal: AbortSignal) => Promise<AgentHealth>;
type Choosing = Extract<PendingEffect, { type: 'ChooseAgent' }>;

interface Scene {
  readonly probes?: Readonly<Record<string, Probe>>;
  readonly models?: readonly string[];
  readonly replies?: readonly FakeReply[];
}

/** Two agents, `claude` before `codex`; the goal that is asked about was requested last. */
async function scene(world: RunnerWorld, { probes = {}, models = [], replies = [] }: Scene = {}) {
  const traits: AgentTraits = { compacts: true, costs: true, models };
  const names = Object.keys({ claude: healthy, codex: healthy, ...probes });
  const all: Record<string, Probe> = { claude: healthy, codex: healthy, ...probes };
  const helper = createFakeHelper(replies);
  const tools: Partial<Tools> = {
    helper,
    agents: new Map(names.map((name) => [name, { name, probe: all[name] } as unknown as Agent])),
  };
  const { id } = await world.request({ choose: true });
  const goal = await world.happen(id, { type: 'SlotGranted' });
  const effect = goal.effects.find((one): one is Choosing => one.type === 'ChooseAgent');
  if (effect === undefined) throw new Error('no choice is ordered');
  const never = new AbortController().signal;
  const performance: Performance<Choosing> = {
    runtime: { ...world.runtime, agents: new Map(names.map((name) => [name, traits])) },
    tools: tools as Tools,
    effect,
    goal,
    signal: never,
    leave: never,
    report: async () => true,
  };
  return { helper, choose: () => chooseAgent(performance) };
}

/** A goal at work with that agent. */
async function working(world: RunnerWorld, agent: string): Promise<void> {
  const { id } = await world.request({ agent });
  await world.happen(id, { type: 'SlotGranted' });
}

describe('choosing an agent', () => {
  test('the one with the fewest goals at work is taken, and it is told why', async () => {
    const world = createRunnerWorld();
    await working(world, 'claude');
    const { choose } = await scene(world);
    expect(await choose()).toMatchObject({
      type: 'AgentChosen',
      agent: { name: 'codex' },
      why: 'it has the least to do (0 goals)',
    });
  });

  test('goals that only queue or are over do not count', async () => {
    const world = createRunnerWorld();
    await world.request({ agent: 'claude' });
    const { choose } = await scene(world);
    expect(await choose()).toMatchObject({ agent: { name: 'claude' } });
  });

  test('one that is chosen for at the same moment is counted where it will go', async () => {
    const world = createRunnerWorld();
    const first = await scene(world);
    const second = await scene(world);
    expect(await first.choose()).toMatchObject({ agent: { name: 'claude' } });
    expect(await second.choose()).toMatchObject({ agent: { name: 'codex' } });
  });

  test('one that does not work is passed over, also when its probe breaks', async () => {
    const { choose } = await scene(createRunnerWorld(), { probes: { claude: broken } });
    expect(await choose()).toMatchObject({ agent: { name: 'codex' } });
    const worse = await scene(createRunnerWorld(), {
      probes: { claude: () => Promise.reject(new Error('ENOENT')) },
    });
    expect(await worse.choose()).toMatchObject({ agent: { name: 'codex' } });
  });

  test('one that says nothing is passed over after five seconds', async () => {
    const world = createRunnerWorld();
    const { choose } = await scene(world, { probes: { claude: silent } });
    const choosing = choose();
    await world.clock.advance(5000);
    expect(await choosing).toMatchObject({ agent: { name: 'codex' } });
  });

  test('one whose vendor asked for a pause is passed over', async () => {
    const world = createRunnerWorld();
    await world.store.commit({
      cooldowns: [{ agent: 'claude', until: world.clock.now() + 1000, why: 'limit' }],
    });
    const { choose } = await scene(world);
    expect(await choose()).toMatchObject({ agent: { name: 'codex' } });
  });

  test('where none works the configured one is tried, and says itself what is wrong', async () => {
    const { choose } = await scene(createRunnerWorld(), { probes: { claude: broken, codex: broken } });
    expect(await choose()).toMatchObject({ agent: { name: 'claude' }, why: 'no agent says that it works' });
  });
});

describe('choosing its model', () => {
  const models = ['small', 'large'];

  test('the helper model picks one, and what it used is reported', async () => {
    const { choose, helper } = await scene(createRunnerWorld(), {
      models,
      replies: [{ json: { model: 'small', why: 'a typo' } }],
    });
    expect(await choose()).toMatchObject({
      agent: { name: 'claude', model: 'small' },
      why: 'it has the least to do (0 goals); claude (small): a typo',
      usage: { input: 100 },
    });
    expect(helper.requests[0]).toMatchObject({ use: 'choose', capMs: 10_000 });
  });

  test.each<[string, FakeReply]>([
    ['another model', { json: { model: 'huge', why: '' } }],
    ['prose', { text: 'take the small one' }],
    ['nothing in time', { problem: 'timeout' }],
    ['that its cap is used up', { problem: 'spent' }],
  ])('when it says %s, the agent’s default is used', async (_what, reply) => {
    const { choose } = await scene(createRunnerWorld(), { models, replies: [reply] });
    const { agent } = await choose();
    expect(agent).toEqual({ name: 'claude' });
  });

  test('it is not asked where it is off, or where there is nothing to choose', async () => {
    const off = await scene(createRunnerWorld(), { models });
    expect(await off.choose()).toMatchObject({ agent: { name: 'claude' } });
    const one = await scene(createRunnerWorld(), { models: ['only'], replies: [{ json: {} }] });
    await one.choose();
    expect([...off.helper.requests, ...one.helper.requests]).toEqual([]);
  });
});
