import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';
import type { Config } from '../../../../src/config/config.ts';

function configOf(agent: object, env: Record<string, string> = {}): Config {
  const value = { projects: { app: { source: '/x' } }, agents: { a: agent } };
  const result = assembleConfig({ value, env, cwd: '/srv' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

const vendor = {
  ANTHROPIC_API_KEY: 'sk-ant-hunter22',
  ANTHROPIC_AUTH_TOKEN: 'hunter22',
  ANTHROPIC_MODEL: 'opus',
  CLAUDE_CODE_OAUTH_TOKEN: 'login',
};

describe('an agent of the configuration', () => {
  it('is told how long it may be silent, and how long it goes on alone', () => {
    const { agents } = configOf({
      kind: 'claude',
      stallAfter: '30s',
      silenceAfter: '2m',
      orphanGrace: '10s',
    });
    expect(agents['a']).toMatchObject({
      stallAfterMs: 30_000,
      silenceAfterMs: 120_000,
      orphanGraceMs: 10_000,
    });
  });

  it('keeps the keys of the vendor under billing by the token', () => {
    const { agents, notices } = configOf({ kind: 'claude' }, vendor);
    expect(agents['a']).toMatchObject({ billing: 'api', env: vendor });
    expect(notices).toEqual([]);
  });

  it('has no key of the vendor under a subscription, and keeps its login', () => {
    const { agents } = configOf({ kind: 'claude', billing: 'subscription' }, vendor);
    expect(agents['a']).toMatchObject({ billing: 'subscription' });
    expect(agents['a']?.env).toEqual({ ANTHROPIC_MODEL: 'opus', CLAUDE_CODE_OAUTH_TOKEN: 'login' });
  });

  it.each([
    { env: ['ANTHROPIC_API_KEY', 'MINE'] },
    { env: { ANTHROPIC_API_KEY: 'sk-ant-hunter22', MINE: 'm' } },
    { env: { ANTHROPIC_API_KEY: { from: 'MINE' }, MINE: 'm' } },
  ])('is denied a key under a subscription even when it is given $env, and that is said', ({ env }) => {
    const { agents, notices } = configOf(
      { kind: 'claude', billing: 'subscription', env },
      { ...vendor, MINE: 'm' },
    );
    expect(agents['a']?.env).toEqual({ MINE: 'm' });
    expect(notices).toEqual([
      'agents.a.env names ANTHROPIC_API_KEY, which is kept from it: its billing is a subscription',
    ]);
  });

  it('has a price for each model and for all others; cached tokens cost what the prompt does unless told', () => {
    const price = {
      default: { input: 3, output: '$15' },
      tiny: { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 0 },
    };
    const { agents } = configOf({ kind: 'scripted', script: {}, price });
    expect(agents['a']?.price).toEqual({
      models: { tiny: { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 0 } },
      others: { input: 3, output: 15, cacheRead: 3, cacheWrite: 3 },
    });
  });

  it('has no price unless one is given', () => {
    expect(configOf({ kind: 'scripted', script: {} }).agents['a']).not.toHaveProperty('price');
  });
});
