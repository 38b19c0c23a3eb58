import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../../src/config/assemble-config.ts';
import type { Config } from '../../../src/config/config.ts';

function configOf(value: unknown, env: Record<string, string> = {}): Config {
  const result = assembleConfig({ value, filePath: '/srv/conf/drover.config.ts', env, cwd: '/srv/run' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}
const someone = { PATH: '/bin', HOME: '/srv/ann', LC_ALL: 'C', SECRET_OF_SHELL: 'x', SSH_AUTH_SOCK: '/s' };

describe('configuration', () => {
  it('is complete without any file: one agent, no project, and a word about that', () => {
    const { agents, projects, home, access, notices } = configOf({});
    expect(Object.keys(agents)).toEqual(['claude']);
    expect(agents['claude']).toEqual({
      name: 'claude',
      kind: 'claude',
      command: 'claude',
      args: [],
      env: {},
      home: 'agent',
      models: [],
      allowedTools: [],
      deniedTools: [],
      addDirs: [],
      maxConcurrent: 4,
      turnTimeoutMs: 3_600_000,
      killAfterMs: 1500,
      stallAfterMs: 600_000,
      silenceAfterMs: 1_200_000,
      orphanGraceMs: 900_000,
      billing: 'api',
    });
    expect(Object.keys(projects)).toEqual([]);
    expect(home).toBe('/srv/run/.drover');
    expect(access).toEqual({ view: [], run: [], approve: [], admin: [] });
    expect(notices).toEqual([expect.stringContaining('no project is configured')]);
  });

  it('fills in everything a project leaves out', () => {
    expect(configOf({ projects: { app: { source: '../app' } } }).projects['app']).toEqual({
      name: 'app',
      source: '/srv/app',
      accept: 'auto',
      agent: 'claude',
      fallback: [],
      budget: {
        turns: 40,
        wallMs: 14_400_000,
        costUsd: 5,
        tokens: 2_000_000,
        denies: 8,
        errors: 5,
        overflows: 3,
      },
      deliver: 'branch',
      channels: [],
      hooks: [],
      memory: { recall: true, extractEvery: 0, consolidate: false },
      access: { view: [], run: [], approve: [], admin: [] },
    });
  });

  it('takes budgets from the project, then from the installation, then its own', () => {
    const { projects } = configOf({
      budget: { cost: '$3', tokens: '500k', turns: 0 },
      projects: { app: { source: '.', budget: { time: '2h', tokens: '1M' } } },
    });
    expect(projects['app']?.budget).toMatchObject({
      wallMs: 7_200_000,
      costUsd: 3,
      tokens: 1_000_000,
      turns: 0,
      errors: 5,
    });
  });

  it('makes criteria of commands and keeps objects', () => {
    const accept = [
      'npm test',
      { kind: 'shell', command: 'x', timeout: '10m', expectedExit: 3 },
      { kind: 'file', path: 'a' },
    ];
    expect(configOf({ projects: { app: { source: '.', accept } } }).projects['app']?.accept).toEqual([
      { kind: 'shell', command: 'npm test', expectedExit: 0, timeoutMs: 300_000 },
      { kind: 'shell', command: 'x', expectedExit: 3, timeoutMs: 600_000 },
      { kind: 'file', path: 'a', required: true },
    ]);
  });

  it.each([
    ['../app', '/srv/app'],
    ['./app', '/srv/conf/app'],
    ['app with space', '/srv/conf/app with space'],
    ['~/app', '/srv/ann/app'],
    ['/abs/app', '/abs/app'],
    ['https://example.org/app.git', 'https://example.org/app.git'],
    ['git@example.org:app.git', 'git@example.org:app.git'],
    ['ssh://example.org/app', 'ssh://example.org/app'],
    ['file:///abs/app', 'file:///abs/app'],
  ])('resolves the source %s', (source, expected) => {
    expect(configOf({ projects: { app: { source } } }, someone).projects['app']?.source).toBe(expected);
  });

  it('resolves commands with a slash, script files and folders, and leaves bare commands to PATH', () => {
    const { agents } = configOf(
      {
        agents: {
          a: { kind: 'claude', command: 'claude-next', addDirs: ['../lib', '~/lib'] },
          b: { kind: 'claude', command: './bin/claude' },
          c: { kind: 'scripted', args: ['s.json'] },
        },
      },
      someone,
    );
    expect(agents).toMatchObject({
      a: { command: 'claude-next', addDirs: ['/srv/lib', '/srv/ann/lib'] },
      b: { command: '/srv/conf/bin/claude' },
      c: { args: ['/srv/conf/s.json'] },
    });
  });

  it('gives agents the variables they list, with values, and those of its vendor by default', () => {
    const env = { ANTHROPIC_API_KEY: 'sk-ant-hunter22', MINE: 'm', OTHER: 'o', EMPTY: '' };
    const { agents, notices } = configOf(
      {
        agents: {
          usual: { kind: 'claude' },
          names: { kind: 'claude', env: ['MINE', 'EMPTY', 'NEVER_SET'] },
          pairs: { kind: 'claude', env: { A: 'plain', B: { from: 'OTHER' } } },
          none: { kind: 'scripted', script: {} },
        },
      },
      env,
    );
    expect(Object.values(agents).map((agent) => agent.env)).toEqual([
      { ANTHROPIC_API_KEY: 'sk-ant-hunter22' },
      { MINE: 'm' },
      { A: 'plain', B: 'o' },
      {},
    ]);
    expect(notices.filter((line) => line.startsWith('agents.'))).toEqual([
      'agents.names.env names EMPTY, which is not set',
      'agents.names.env names NEVER_SET, which is not set',
    ]);
  });

  it('knows every secret, so that the log can lose them', () => {
    const { secrets } = configOf(
      {
        agents: {
          a: { kind: 'claude', env: { MY_KEY: 'given-key', NOTE: 'no secret', URL: 'http://u:in%20url@h' } },
        },
      },
      {
        DROVER_TOKEN: 'drover-token',
        SLACK_BOT_TOKEN: 'xoxb-token',
        SLACK_SIGNING_SECRET: 'sign',
        GITHUB_WEBHOOK_SECRET: 'old-one, new-one',
        DATABASE_URL: 'postgres://me:db-pass@host/x',
        ANTHROPIC_API_KEY: 'sk-ant-key',
        DROVER_HOME: '/srv/home',
        PATH: '/bin',
      },
    );
    expect(secrets.toSorted()).toEqual(
      [
        'drover-token',
        'xoxb-token',
        'sign',
        'old-one, new-one',
        'old-one',
        'new-one',
        'db-pass',
        'sk-ant-key',
        'given-key',
        'in%20url',
        'in url',
      ].toSorted(),
    );
  });

  it('hands children an allow-list and git what it needs to be the operator', () => {
    const { childEnvironment, operatorEnvironment } = configOf({}, someone);
    expect(childEnvironment).toEqual({ PATH: '/bin', LC_ALL: 'C' });
    expect(operatorEnvironment).toEqual({ PATH: '/bin', LC_ALL: 'C', HOME: '/srv/ann', SSH_AUTH_SOCK: '/s' });
  });

  it('says what is set and not built, what looks odd, and starts all the same', () => {
    const { notices } = configOf(
      { projects: { app: { source: '.' } } },
      {
        GITEA_TOKEN: 'x',
        DATABASE_URL: 'y',
        DROVER_TOKEN: 'short',
        SLACK_BOT_TOKEN: 'what',
        SLACK_APP_TOKEN: 'ever',
      },
    );
    expect(notices).toEqual([
      'GITEA_TOKEN is set, but not built yet: ignored',
      'DATABASE_URL is set, but not built yet: ignored',
      expect.stringContaining('DROVER_TOKEN is shorter than 8'),
      expect.stringContaining('SLACK_BOT_TOKEN does not begin with xoxb-'),
      expect.stringContaining('SLACK_APP_TOKEN does not begin with xapp-'),
    ]);
  });

  it('reports everything that is wrong in one go: variables, file and what does not fit together', () => {
    const result = assembleConfig({
      value: { projcts: {}, projects: { app: { source: '.', agent: 'nobody', budget: { time: 'soon' } } } },
      env: { PORT: 'x' },
      cwd: '/srv',
    });
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? [] : result.problems.map(({ path }) => path).toSorted()).toEqual([
      'PORT',
      'projcts',
      'projects.app.agent',
      'projects.app.budget.time',
    ]);
  });

  it('finds nothing under a name that every object has', () => {
    const { projects, agents } = configOf({ projects: { app: { source: '.' } } });
    expect([projects['constructor'], agents['toString']]).toEqual([undefined, undefined]);
  });
});
