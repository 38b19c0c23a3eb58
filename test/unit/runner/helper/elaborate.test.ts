import { describe, expect, test } from 'vitest';
import { noUsage } from '../../../../src/domain/turn.ts';
import type { Agent, TurnRequest, TurnResult } from '../../../../src/ports/agent.ts';
import { elaborate } from '../../../../src/runner/helper/elaborate.ts';
import { createSilentLogger } from '../../../support/core/silent-logger.ts';
import { createFakeHelper, type FakeReply } from '../../../support/helper-model/fake-helper.ts';

const goal = { title: 'Mend the login', description: 'It fails.', acceptance: [], priority: 3 };
const question = { system: 'You make goals.', prompt: 'the login is red' };
const never = new AbortController().signal;

const finished = (text: string): TurnResult => ({
  outcome: 'finished',
  usage: { ...noUsage, input: 7 },
  text,
  denials: [],
});

const bill = (_agent: string, usage: TurnResult['usage']) => ({ ...usage, costUsd: 0.5 });

type Turn = (request: TurnRequest, signal: AbortSignal) => Promise<TurnResult>;

function stage(replies: readonly FakeReply[], turns: Readonly<Record<string, Turn>> = {}) {
  const asked: string[] = [];
  const requests: TurnRequest[] = [];
  const open = { count: 0 };
  const agents = Object.entries(turns).map(([name, turn]) => {
    const runTurn: Turn = (request, signal) => {
      asked.push(name);
      requests.push(request);
      return turn(request, signal);
    };
    return { name, runTurn } as unknown as Agent;
  });
  const helper = createFakeHelper(replies);
  const scratch = {
    open: async () => {
      open.count += 1;
      const end = async () => void (open.count -= 1);
      return { workspace: '/w', folder: '/f', session: 's-1', tag: 'home/draft/s-1', end };
    },
  };
  const elaborator = { helper, agents, scratch, bill, logger: createSilentLogger() };
  return { elaborator, asked, requests, open, helper };
}

describe('who is asked for a goal', () => {
  test('the helper model first, for half a minute', async () => {
    const { elaborator, asked, helper } = stage([{ json: goal }], { claude: async () => finished('') });
    expect(await elaborate(elaborator, question, never)).toMatchObject({
      ok: true,
      proposal: goal,
      by: 'the helper model (fake)',
    });
    expect(helper.requests[0]).toMatchObject({ use: 'elaborate', capMs: 30_000, ...question });
    expect(asked).toEqual([]);
  });

  test.each<FakeReply>([
    { problem: 'timeout' },
    { problem: 'spent' },
    { problem: 'refused' },
    { text: 'Gladly!' },
    { json: { title: '' } },
  ])('when it cannot (%j), the agents in order, until one can', async (reply) => {
    const { elaborator, asked } = stage([reply], {
      claude: async () => finished('I would rather not.'),
      codex: async () => finished(`Here: \`\`\`json\n${JSON.stringify(goal)}\n\`\`\``),
      third: async () => finished(JSON.stringify(goal)),
    });
    expect(await elaborate(elaborator, question, never)).toEqual({
      ok: true,
      proposal: goal,
      by: 'codex',
      usage: { ...noUsage, input: 7, costUsd: 0.5 },
    });
    expect(asked).toEqual(['claude', 'codex']);
  });

  test('an agent is asked in an empty folder, may run nothing, and has a minute', async () => {
    const { elaborator, requests, open } = stage([], { claude: async () => finished(JSON.stringify(goal)) });
    await elaborate(elaborator, question, never);
    expect(requests[0]).toMatchObject({
      kind: 'work',
      workspace: '/w',
      folder: '/f',
      tag: 'home/draft/s-1',
      session: { id: 's-1', resume: false },
      allowedCommands: [],
      limits: { turnMs: 60_000 },
    });
    expect(requests[0]?.prompt).toContain('the login is red');
    expect(requests[0]?.prompt).toContain('Use no tools');
    expect(open.count).toBe(0);
  });

  test('when all fail, the last cause is told', async () => {
    const { elaborator, open } = stage([{ problem: 'timeout' }], {
      claude: () => Promise.reject(new Error('a bug')),
      codex: async () => ({
        ...finished(''),
        outcome: 'failed',
        failure: { kind: 'auth', message: 'not logged in' },
      }),
    });
    expect(await elaborate(elaborator, question, never)).toEqual({
      ok: false,
      why: 'failed',
      cause: 'codex: not logged in',
    });
    expect(open.count).toBe(0);
  });

  test('without a model and without agents it is off', async () => {
    expect(await elaborate(stage([]).elaborator, question, never)).toEqual({ ok: false, why: 'off' });
  });

  test('when drover goes nobody else is asked, and nothing is left behind', async () => {
    const leaving = new AbortController();
    const { elaborator, asked, open } = stage([], {
      claude: async () => {
        leaving.abort(new Error('drover stops'));
        return { ...finished(''), outcome: 'aborted' };
      },
      codex: async () => finished(JSON.stringify(goal)),
    });
    await expect(elaborate(elaborator, question, leaving.signal)).rejects.toThrow('drover stops');
    expect(asked).toEqual(['claude']);
    expect(open.count).toBe(0);
  });
});
