import { describe, expect, test } from 'vitest';
import { evaluateLlmJudge } from '../../../adapters/evaluators/llm-judge/evaluate-llm-judge.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { PendingEffect } from '../../../src/goal/effects.ts';
import type { Agent } from '../../../src/ports/agent.ts';
import type { HelperLlm } from '../../../src/ports/helper-llm.ts';
import { elaborate } from '../../../src/runner/helper/elaborate.ts';
import { chooseAgent } from '../../../src/runner/perform/beside/choose-agent.ts';
import { extractMemory } from '../../../src/runner/perform/beside/extract-memory.ts';
import { summariseSession } from '../../../src/runner/perform/beside/summarise-session.ts';
import { summariseTurn } from '../../../src/runner/perform/beside/summarise-turn.ts';
import type { Performance, Tools } from '../../../src/runner/perform/performer.ts';
import type { FakeClock } from '../../support/core/fake-clock.ts';
import { createRunnerWorld } from '../../support/core/runner-world.ts';
import { fold, runningGoal, turnFinished } from '../../support/core/sample-goal.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { helperFaults, type HelperReplyInput } from '../../support/helper-model/helper-reply.ts';
import { noMemory } from '../../support/memory/no-memory.ts';
import { createHelperStage, never } from './support/helper-stage.ts';

const troubles: readonly (readonly [string, HelperReplyInput])[] = [
  ['hangs', helperFaults.hang()],
  ['stalls', helperFaults.stall()],
  ['is limited', helperFaults.rateLimited()],
  ['is limited for long', helperFaults.rateLimited('3600')],
  ['is not ready', helperFaults.unavailable()],
  ['is overloaded', helperFaults.overloaded()],
  ['refuses the key', helperFaults.unauthorized()],
  ['refuses the request', helperFaults.badRequest()],
  ['closes the connection', helperFaults.refuse()],
  ['is cut off', helperFaults.cut()],
  ['reports an error inside', helperFaults.errorInside()],
  ['has no choice', helperFaults.emptyChoices()],
  ['says nothing', helperFaults.emptyText()],
];

const ofWords: typeof troubles = [['has no end mark', helperFaults.noEnd()]];
const ofJson: typeof troubles = [
  ['answers in prose', helperFaults.prose()],
  ['answers something else', helperFaults.wrongShape()],
  ['answers no JSON', helperFaults.badChunks()],
];

const goal = fold(runningGoal(), turnFinished({ text: 'The cache lies in .cache.' })).document;
const models = ['small', 'large'];

/** An order being carried out with that helper model, and nothing else that could help. */
function performing<E extends PendingEffect>(helper: HelperLlm, effect: E): Performance<E> {
  const { runtime } = createRunnerWorld();
  const claude = { name: 'claude', probe: async () => ({ ok: true }) } as unknown as Agent;
  const tools: Partial<Tools> = {
    helper,
    memory: noMemory,
    agents: new Map([['claude', claude]]),
    turnFolder: async () => '/turns/1',
    turnLog: { begin: () => {}, append: () => {}, tail: async () => 'a log', rawTail: async () => '' },
  };
  return {
    runtime: { ...runtime, agents: new Map([['claude', { compacts: true, costs: true, models }]]) },
    tools: tools as Tools,
    effect,
    goal,
    signal: never,
    leave: never,
    report: async () => true,
  };
}

const id = '1.9' as PendingEffect['id'];
const judged = { kind: 'llmJudge', criterion: 'the tests are not weaker' } as const;
const request = { task: 'x', diff: async () => '+1' } as unknown as Parameters<typeof evaluateLlmJudge>[2];
const clock = { now: () => 0, sleep: async () => {} };
const proposal = { title: 'Mend it', description: 'It is red.', acceptance: [], priority: 3 };

const agent = {
  name: 'codex',
  runTurn: async () => ({
    outcome: 'finished',
    text: JSON.stringify(proposal),
    usage: noUsage,
    denials: [],
  }),
} as unknown as Agent;

const scratch = {
  open: async () => ({ workspace: '/w', folder: '/f', session: 's', tag: 't', end: async () => {} }),
};

/** What each use does with a helper model, and what comes of it without an answer. */
const uses: Readonly<
  Record<string, { run: (helper: HelperLlm) => Promise<unknown>; without: object; more: typeof troubles }>
> = {
  'a draft is made by an agent': {
    run: (helper) => {
      const logger = createSilentLogger();
      const elaborator = { helper, agents: [agent], scratch, bill: () => noUsage, logger };
      return elaborate(elaborator, { system: 's', prompt: 'p' }, never);
    },
    without: { ok: true, by: 'codex', proposal },
    more: ofJson,
  },
  'the agent’s default model is used': {
    run: (helper) => chooseAgent(performing(helper, { type: 'ChooseAgent', id })),
    without: { agent: { name: 'claude' }, why: 'it has the least to do (0 goals)' },
    more: ofJson,
  },
  'a turn has no summary': {
    run: async (helper) => {
      const event = await summariseTurn(performing(helper, { type: 'SummariseTurn', id, seq: 1 }));
      return { type: event.type, text: 'text' in event ? event.text : undefined };
    },
    without: { type: 'TurnSummarised', text: undefined },
    more: ofWords,
  },
  'the session is kept': {
    run: (helper) => summariseSession(performing(helper, { type: 'SummariseSession', id })),
    without: { type: 'SessionSummarised', problem: expect.stringMatching(/\w/) },
    more: ofWords,
  },
  'no notes are taken': {
    run: (helper) => extractMemory(performing(helper, { type: 'ExtractMemory', id, seq: 1 })),
    without: { type: 'MemoryExtracted', written: [], failed: true },
    more: ofJson,
  },
  'the criterion fails': {
    run: (helper) => evaluateLlmJudge({ helper, clock }, judged, request, never),
    without: { ok: false, reason: expect.stringMatching(/^could not be judged: /) },
    more: ofJson,
  },
};

/** The answer, the clock going on until it is there. */
async function settled(clockOf: FakeClock, asked: Promise<unknown>): Promise<unknown> {
  let isThere = false;
  const answer = asked.finally(() => {
    isThere = true;
  });
  // What comes over a socket takes real time, in which the test's clock may not run away: it goes on in small steps.
  await expect
    .poll(() => clockOf.advance(isThere ? 0 : 1000).then(() => isThere), { interval: 2, timeout: 20_000 })
    .toBe(true);
  return await answer;
}

describe.each(Object.entries(uses))('when the model gives no answer, %s', (_use, { run, without, more }) => {
  test.each([...troubles, ...more])('because it %s', async (_trouble, reply) => {
    const stage = await createHelperStage([reply]);
    expect(await settled(stage.clock, run(stage.helper))).toMatchObject(without);
    expect(stage.model.requests.length).toBeGreaterThan(0);
  });

  test('because its cap is used up', async () => {
    const { helper, model } = await createHelperStage([{ text: 'x' }], { dailyCap: { tokens: 0 } });
    expect(await run(helper)).toMatchObject(
      'failed' in without ? { type: 'MemoryExtracted', written: [] } : without,
    );
    expect(model.requests).toEqual([]);
  });
});
