import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';

const agents = {
  claude: { kind: 'claude', models: ['opus', 'haiku'] },
  local: { kind: 'claude' },
};

function check(project: object, others: object = agents) {
  const value = { projects: { app: { source: '/x', ...project } }, agents: others };
  return assembleConfig({ value, env: {}, cwd: '/srv' });
}
function problemsOf(project: object, others?: object) {
  const result = check(project, others);
  return result.ok ? [] : result.problems;
}

describe('what takes over when an agent cannot go on', () => {
  it('is an agent, or one of its models, in the order that is written', () => {
    const result = check({ fallback: ['claude:haiku', 'local', 'local:qwen:7b'] });
    expect(result).toMatchObject({
      ok: true,
      config: {
        projects: {
          app: {
            fallback: [
              { agent: 'claude', model: 'haiku' },
              { agent: 'local' },
              { agent: 'local', model: 'qwen:7b' },
            ],
          },
        },
      },
    });
  });

  it('is a configured agent', () => {
    expect(problemsOf({ fallback: ['locl', 'zebra:haiku'] })).toMatchObject([
      { path: 'projects.app.fallback.0', value: '"locl"', hint: 'Did you mean “local”?' },
      { path: 'projects.app.fallback.1', hint: 'Configured agents: claude, local.' },
    ]);
  });

  it('is a model that the agent offers, when it lists any', () => {
    expect(problemsOf({ fallback: ['claude:sonnet', 'local:sonnet'] })).toMatchObject([
      { path: 'projects.app.fallback.0', hint: 'Its models: opus, haiku.' },
    ]);
  });

  it('is not the pair that failed', () => {
    expect(problemsOf({ fallback: ['claude'] })).toMatchObject([{ path: 'projects.app.fallback.0' }]);
    expect(problemsOf({ agent: 'claude', model: 'opus', fallback: ['claude:opus'] })).toMatchObject([
      { path: 'projects.app.fallback.0' },
    ]);
    expect(problemsOf({ model: 'opus', fallback: ['claude', 'claude:haiku'] })).toEqual([]);
  });

  it('is the agent that is there when none is configured, and so cannot be named', () => {
    expect(problemsOf({ fallback: ['claude'] }, {})).toMatchObject([{ path: 'projects.app.fallback.0' }]);
    expect(problemsOf({ fallback: ['claude:haiku'] }, {})).toEqual([]);
  });

  it('stands in the line once', () => {
    expect(problemsOf({ fallback: ['local', 'claude:haiku', 'local'] })).toMatchObject([
      { path: 'projects.app.fallback.2', message: 'stands in the line already' },
    ]);
  });
});
