import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';

/** What is wrong with this file, as `path: message`. */
function problemsOf(value: unknown, env: Record<string, string> = {}) {
  const result = assembleConfig({ value, env, cwd: '/srv' });
  return result.ok ? [] : result.problems;
}
const claude = { kind: 'claude' };
const app = { source: '/srv/app' };

describe('rules of the configuration', () => {
  it('accept what fits together', () => {
    expect(
      problemsOf(
        {
          projects: {
            app: { ...app, agent: 'a', model: 'sonnet', channels: ['slack:C0123', 'console:terminal'] },
            web: { source: 'https://me@example.org/web.git', access: { run: ['slack:U0123', 'local'] } },
          },
          agents: {
            a: { ...claude, models: ['sonnet'], env: ['PATH', 'ANTHROPIC_API_KEY'] },
            b: { kind: 'scripted', script: { turns: [] } },
            c: { kind: 'scripted', args: ['s.json'], env: { X: { from: 'Y' } } },
          },
        },
        { Y: 'yes' },
      ),
    ).toEqual([]);
  });

  it('a project names a configured agent', () => {
    expect(problemsOf({ projects: { app: { ...app, agent: 'cluade' } } })).toMatchObject([
      { path: 'projects.app.agent', value: '"cluade"', hint: 'Did you mean “claude”?' },
    ]);
    expect(
      problemsOf({ projects: { app: { ...app, agent: 'claude' } }, agents: { zebra: claude } }),
    ).toMatchObject([{ path: 'projects.app.agent', hint: 'Configured agents: zebra.' }]);
  });

  it('a project may name an agent whose own settings are wrong: that is said once, at the agent', () => {
    const problems = problemsOf({
      projects: { app: { ...app, agent: 'a' } },
      agents: { a: { kind: 'claud' } },
    });
    expect(problems.map(({ path }) => path)).toEqual(['agents.a.kind']);
  });

  it("a model is one of the agent's, when it lists any", () => {
    const agents = { first: { ...claude, models: ['opus'] }, second: claude };
    expect(problemsOf({ projects: { app: { ...app, model: 'sonnet' } }, agents })).toMatchObject([
      { path: 'projects.app.model', hint: 'Its models: opus.' },
    ]);
    expect(problemsOf({ projects: { app: { ...app, agent: 'second', model: 'sonnet' } }, agents })).toEqual(
      [],
    );
  });

  it('a channel is an id and belongs to one project', () => {
    expect(
      problemsOf({
        projects: {
          app: { ...app, channels: ['slack:C0123', '#general', 'slack:C0123'] },
          web: { ...app, channels: ['slack:C0123'] },
        },
      }),
    ).toMatchObject([
      { path: 'projects.app.channels.1', message: 'is not a channel id' },
      { path: 'projects.app.channels.2', message: 'is listed twice' },
      { path: 'projects.web.channels.0', message: 'is bound to project “app” already' },
    ]);
  });

  it('a source holds no password, and the report does not repeat it', () => {
    const problems = problemsOf({ projects: { app: { source: 'https://me:hunter22@example.org/x.git' } } });
    expect(problems).toMatchObject([{ path: 'projects.app.source', message: 'holds a password' }]);
    expect(JSON.stringify(problems)).not.toContain('hunter22');
  });

  it('names of projects differ by more than case, because they become folders', () => {
    expect(problemsOf({ projects: { app: { source: '/a' }, App: { source: '/b' } } })).toMatchObject([
      { path: 'projects.App' },
    ]);
  });

  it('an agent has the settings of its kind', () => {
    expect(
      problemsOf({
        agents: {
          a: { kind: 'scripted' },
          b: { kind: 'scripted', script: {}, command: 'x' },
          c: { kind: 'claude', script: {} },
        },
      }).map(({ path }) => path),
    ).toEqual(['agents.a.script', 'agents.b.command', 'agents.c.script']);
  });

  it.each([
    'SLACK_BOT_TOKEN',
    'DROVER_TOKEN',
    'GITHUB_TOKEN',
    'GITEA_TOKEN',
    'DISCORD_TOKEN',
    'DATABASE_URL',
    'NATS_URL',
    'drover_token',
  ])('no agent gets %s, by name, as a key or from it', (name) => {
    const agents = {
      a: { ...claude, env: [name] },
      b: { ...claude, env: { [name]: 'x' } },
      c: { ...claude, env: { OTHER: { from: name } } },
    };
    expect(problemsOf({ agents }).map(({ path }) => path)).toEqual([
      'agents.a.env.0',
      `agents.b.env.${name}`,
      'agents.c.env.OTHER',
    ]);
  });

  it("no agent gets one of drover's secrets under another name", () => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-hunter22', SLACK_APP_TOKEN: 'xapp-1' };
    const problems = problemsOf({ agents: { a: { ...claude, env: { MINE: 'xoxb-hunter22' } } } }, env);
    expect(problems).toMatchObject([{ path: 'agents.a.env.MINE' }]);
    expect(JSON.stringify(problems)).not.toContain('hunter22');
  });

  it('HOME is decided by home, not by env', () => {
    expect(
      problemsOf({ agents: { a: { ...claude, env: { HOME: '/x' } }, b: { ...claude, env: ['HOME'] } } }),
    ).toMatchObject([{ path: 'agents.a.env.HOME' }, { path: 'agents.b.env.0' }]);
  });

  it('a variable that another takes its value from is set', () => {
    const value = { agents: { a: { ...claude, env: { X: { from: 'UNSET_ONE' } } } } };
    expect(problemsOf(value)).toMatchObject([{ path: 'agents.a.env.X', message: 'UNSET_ONE is not set' }]);
    expect(problemsOf(value, { UNSET_ONE: 'v' })).toEqual([]);
  });

  it('rights are given to the ids of people, groups and roles, and to nothing else', () => {
    const access = {
      view: ['slack:U0123', 'local', 'discord:1', 'discord:@2'],
      run: ['slack:S0123'],
      approve: ['@ann', 'slack:B0123'],
      admin: ['github:1'],
    };
    expect(problemsOf({ access, projects: { app: { ...app, access: { run: ['U0123'] } } } })).toMatchObject([
      { path: 'access.approve.0', code: 'CONFIG_INVALID' },
      { path: 'access.approve.1', code: 'CONFIG_INVALID', message: 'is a bot that is not let in' },
      { path: 'access.admin.0', code: 'NOT_BUILT' },
      { path: 'projects.app.access.run.0', code: 'CONFIG_INVALID' },
    ]);
    expect(problemsOf({ bots: ['slack:B0123'], access: { run: ['slack:B0123'] } })).toEqual([]);
  });
});
