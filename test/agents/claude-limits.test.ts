import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClaudeBench } from '../support/agents/claude-bench.ts';
import { createClaudeBench, sessionOf } from '../support/agents/claude-bench.ts';
import { findClaude } from '../support/agents/real-claude.ts';
import type { ModelReplyInput } from '../support/model-server/model-reply.ts';
import { faults } from '../support/model-server/model-reply.ts';

const claude = findClaude() ?? '';
const done = { text: 'All done.' };
/** As the configuration makes it for `billing: subscription`: no key stands in the way. */
const subscription = { ANTHROPIC_API_KEY: '', CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat-none' };
const withKey = { CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat-none' };
const impatient = { CLAUDE_CODE_MAX_RETRIES: '1' };

/** Epoch seconds, in two hours. */
const later = (): number => Math.floor(Date.now() / 1000) + 7200;

describe.skipIf(claude === '')('the real Claude Code at its limits', () => {
  let bench: ClaudeBench;
  beforeEach(async () => {
    bench = await createClaudeBench(claude);
  });
  afterEach(() => bench.close());

  const notices = () => bench.events.flatMap((event) => (event.type === 'waiting' ? [event.message] : []));

  it('waits as long as its vendor asks for, says so, and goes on', async () => {
    const result = await bench.turn([faults.rateLimited(2), done]);
    expect(result).toMatchObject({ outcome: 'finished', text: 'All done.' });
    expect(notices()).toEqual([
      expect.stringMatching(/^the vendor limits the rate of requests; try 1 of \d+ in 2 s$/),
    ]);
  });

  it('does not wait for minutes: a long Retry-After ends the turn at once', async () => {
    const result = await bench.turn([faults.rateLimited(600), done]);
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'rate-limited' } });
    expect(bench.model.requests.filter(({ side }) => !side)).toHaveLength(1);
    const again = await bench.turn([done], { request: { session: sessionOf(result) } });
    expect(again).toMatchObject({ outcome: 'finished', session: result.session });
  });

  it('tells when its subscription is free again, in a turn and in a compaction', async () => {
    const first = await bench.turn([done], { env: subscription });
    const resetsAt = later();
    for (const kind of ['work', 'compact'] as const) {
      const request = { kind, session: sessionOf(first) };
      const result = await bench.turn([faults.usageLimited(resetsAt)], { env: subscription, request });
      expect(result).toMatchObject({
        outcome: 'failed',
        failure: { kind: 'quota-exhausted', resetsAt: resetsAt * 1000 },
      });
    }
    expect(notices()).toContain('the usage limit of the subscription is reached');
  });

  it('bills the key as long as there is one, and the subscription when there is none', async () => {
    const signs = () => {
      const { authorization, 'x-api-key': key } = bench.model.requests.at(-1)?.headers ?? {};
      return { authorization, key };
    };
    await bench.turn([done], { env: withKey });
    expect(signs()).toEqual({ key: 'sk-ant-no-key-at-all', authorization: undefined });
    await bench.turn([done], { env: subscription });
    expect(signs()).toEqual({ key: undefined, authorization: 'Bearer sk-ant-oat-none' });
  });

  const rejected = faults.usageLimited(later()).headers ?? {};
  const unnamed = Object.entries(rejected).filter(([name]) => !/claim|overage/.test(name));
  const others: readonly (readonly [string, ModelReplyInput, Record<string, string>])[] = [
    ['a key, whose limit has no reset', faults.usageLimited(later()), withKey],
    [
      'no limit that has a name',
      { ...faults.rateLimited(600), headers: Object.fromEntries(unnamed) },
      subscription,
    ],
  ];
  it.each(others)('is limited in its rate, not in its subscription, by %s', async (...[, fault, env]) => {
    const result = await bench.turn([fault], { env: { ...env, ...impatient } });
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'rate-limited' } });
    expect(result.failure?.resetsAt).toBeUndefined();
  });

  it('has used up its quota when there is no credit left', async () => {
    const result = await bench.turn([faults.noCredit()]);
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'quota-exhausted' } });
  });

  it('never takes prose for a limit', async () => {
    const prose =
      'API Error: Request rejected (429) · rate_limit_error. You’ve hit your 5-hour limit. 529 Overloaded';
    const echo = `echo '${prose.replaceAll('’', '')}'`;
    const result = await bench.turn(
      [
        { text: prose, tools: [{ name: 'Bash', input: { command: echo, description: 'HTTP 429' } }] },
        { text: prose },
      ],
      { request: { allowedCommands: [echo], prompt: prose } },
    );
    expect(result).toMatchObject({ outcome: 'finished', text: prose, denials: [] });
  });
});
