import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';
import { effectiveConfig } from '../../../../src/config/describe/effective-config.ts';

const env = {
  PATH: '/bin',
  DROVER_TOKEN: 'hunter22-token',
  SLACK_BOT_TOKEN: 'xoxb-hunter22',
  SLACK_SIGNING_SECRET: 'hunter22',
  ANTHROPIC_API_KEY: 'sk-ant-hunter22',
  ANTHROPIC_BASE_URL: 'http://me:hunter22pw@host/',
};

describe('effective configuration', () => {
  it('shows what is in force and no secret of any kind', () => {
    const value = {
      projects: { app: { source: '/srv/app' } },
      agents: {
        a: { kind: 'claude' },
        b: {
          kind: 'claude',
          env: { SHORT_TOKEN: 'hunter2', NOTE: 'plain' },
          systemPrompt: 'never say sk-ant-hunter22',
        },
      },
    };
    const result = assembleConfig({ value, env, cwd: '/srv' });
    const shown = result.ok ? effectiveConfig(result.config) : {};
    const text = JSON.stringify(shown);
    expect(text).not.toContain('hunter2');
    expect(shown).toMatchObject({
      home: '/srv/.drover',
      port: 8787,
      token: '********',
      slack: { botToken: '********', signingSecret: '********' },
      projects: { app: { source: '/srv/app', budget: { turns: 40, tokens: 2_000_000 } } },
      agents: {
        a: { env: { ANTHROPIC_API_KEY: '********', ANTHROPIC_BASE_URL: 'http://me:********@host/' } },
        b: { env: { SHORT_TOKEN: '********', NOTE: 'plain' }, systemPrompt: 'never say ********' },
      },
      childEnvironment: ['PATH'],
    });
    expect(shown).not.toHaveProperty('secrets');
  });

  it('shows prices, purses and how the loop decides, with nothing masked that is no secret', () => {
    const price = { default: { input: 3, output: 15 } };
    const value = {
      projects: { app: { source: '/srv/app', agent: 'a', fallback: ['b:opus'] } },
      agents: {
        a: { kind: 'scripted', script: {}, price },
        b: { kind: 'claude', billing: 'subscription', orphanGrace: '1m' },
      },
      purses: { user: { day: 5 } },
      escalation: { budgetWait: 0 },
    };
    const result = assembleConfig({ value, env: {}, cwd: '/srv' });
    expect(result.ok ? effectiveConfig(result.config) : result.problems).toMatchObject({
      projects: { app: { fallback: [{ agent: 'b', model: 'opus' }] } },
      agents: {
        a: { billing: 'api', price: { others: { input: 3, output: 15, cacheRead: 3, cacheWrite: 3 } } },
        b: {
          billing: 'subscription',
          orphanGraceMs: 60_000,
          stallAfterMs: 600_000,
          silenceAfterMs: 1_200_000,
        },
      },
      purses: { user: { day: 5 } },
      escalation: { budgetWaitMs: 0, questionWaitMs: 86_400_000 },
      compaction: { share: 0.8, ageMs: 7_200_000, minTurns: 5, mostFailures: 3 },
      session: { idleMs: 86_400_000, ageMs: 2_592_000_000 },
      replay: { rollbackOnCrash: false, maxFreshRetries: 1 },
    });
  });
});
