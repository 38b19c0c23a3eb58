import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';

function problemsOf(agent: object) {
  const result = assembleConfig({ value: { agents: { a: agent } }, env: {}, cwd: '/srv' });
  return result.ok ? [] : result.problems;
}
const scripted = { kind: 'scripted', script: {} };
const price = { default: { input: 1, output: 2 } };

describe('a price of tokens', () => {
  it('belongs to an agent that is billed by them', () => {
    expect(problemsOf({ ...scripted, price: { ...price, tiny: price.default } })).toEqual([]);
  });

  it('is refused under a subscription, where dollars are not counted', () => {
    expect(problemsOf({ ...scripted, billing: 'subscription', price })).toMatchObject([
      { path: 'agents.a.price', message: 'has no meaning with billing: "subscription"' },
    ]);
  });

  it('is refused for Claude Code, which reports dollars', () => {
    expect(problemsOf({ kind: 'claude', price })).toMatchObject([
      { path: 'agents.a.price', message: 'has no meaning for an agent of kind claude' },
    ]);
  });

  it('is one of a model that the agent offers, when it lists any', () => {
    const models = ['tiny'];
    const prices = { ...price, tiny: price.default, huge: price.default };
    expect(problemsOf({ ...scripted, models, price: prices })).toMatchObject([
      { path: 'agents.a.price.huge', hint: 'Its models: tiny.' },
    ]);
  });

  it('is complained about once when it is wrong in itself', () => {
    const wrong = { default: { input: -1, output: 2 } };
    expect(problemsOf({ ...scripted, price: wrong }).map(({ path }) => path)).toEqual([
      'agents.a.price.default.input',
    ]);
  });
});
