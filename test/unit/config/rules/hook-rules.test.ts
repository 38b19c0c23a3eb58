import { describe, expect, test } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';

const source = '/srv/app';
const load = (value: object, env: Record<string, string> = {}) =>
  assembleConfig({ value, env: { PATH: '/bin', ...env }, cwd: '/srv' });
const withHooks = (...hooks: object[]) => ({ projects: { app: { source, hooks } } });
const problems = (value: object) => {
  const result = load(value);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`);
};

describe('hooks of the configuration', () => {
  test('each gets a name of its own, one for each moment; what is told of all goals comes first', () => {
    const result = load({
      notify: [{ channel: 'slack:C0123' }],
      projects: {
        app: {
          source,
          hooks: [
            { kind: 'webhook', on: ['done', 'failed'], url: 'https://ci.example.org/x', name: 'ci' },
            { kind: 'notify', on: 'progress', everyTurns: 3, text: 'still at it' },
          ],
        },
      },
    });
    expect(result.ok && result.config.projects['app']?.hooks).toEqual([
      { id: 'notify/1/done', on: 'done', action: { do: 'notify-channel', channel: 'slack:C0123' } },
      { id: 'notify/1/failed', on: 'failed', action: { do: 'notify-channel', channel: 'slack:C0123' } },
      { id: 'project/ci/done', on: 'done', action: { do: 'webhook', url: 'https://ci.example.org/x' } },
      { id: 'project/ci/failed', on: 'failed', action: { do: 'webhook', url: 'https://ci.example.org/x' } },
      {
        id: 'project/2',
        on: 'progress',
        everyTurns: 3,
        action: { do: 'notify-origin', text: 'still at it' },
      },
    ]);
  });

  test('commands need shellHooks', () => {
    const hook = { kind: 'shell', on: 'done', command: './deploy.sh' };
    expect(problems(withHooks(hook))).toEqual([
      'projects.app.hooks.0.command is a command, and hooks may not run any',
    ]);
    const result = load({ ...withHooks(hook), shellHooks: true });
    expect(result.ok && result.config.hooks.shell).toBe(true);
  });

  test.each([
    [{ kind: 'webhook', on: 'done', url: 'http://ci.example.org' }, 'is not encrypted'],
    [{ kind: 'webhook', on: 'done', url: 'https://u:p@ci.example.org' }, 'holds a user or a password'],
    [
      { kind: 'webhook', on: 'done', url: 'https://ci.example.org', secret: 'SLACK_BOT_TOKEN' },
      'drover’s own',
    ],
    [
      { kind: 'webhook', on: 'done', url: 'https://ci.example.org', secret: 'not-a-name!' },
      'name of a variable',
    ],
    [{ kind: 'notify', on: 'done', channel: '#general' }, 'must be a channel'],
    [{ kind: 'nats', on: 'done', subject: 'a.*' }, 'wildcard'],
    [{ kind: 'dispatch', on: 'done', text: 'x', project: 'web' }, 'is not a configured project'],
    [{ kind: 'mail', on: 'done' }, 'kind'],
    [{ kind: 'notify', on: 'sometimes' }, 'must be done, failed'],
  ])('%o is refused', (hook, why) => {
    expect(problems(withHooks(hook)).join('\n')).toContain(why);
  });

  test('two hooks of one project have two names', () => {
    const hook = { kind: 'notify', on: 'done', text: 'x', name: 'a' };
    expect(problems(withHooks(hook, hook))).toEqual([
      'projects.app.hooks.1.name is the name of another hook of this project',
    ]);
  });

  test.each([
    [{}, false],
    [{ channel: 'console', webhook: 'https://ci.example.org' }, false],
    [{ channel: 'console', secret: 'CI' }, false],
    [{ webhook: 'https://ci.example.org', secret: 'CI' }, true],
    [{ channel: 'console' }, true],
  ])('an entry of notify names one place: %o', (entry, fits) => {
    expect(problems({ notify: [entry] }).length === 0).toBe(fits);
  });
});

describe('secrets of hooks', () => {
  const hooks = { kind: 'webhook', on: 'done', url: 'https://ci.example.org', secret: 'CI_SECRET' };

  test('the value comes from the variable, and is a secret everywhere', () => {
    const result = load(withHooks(hooks), { CI_SECRET: 'tell-nobody' });
    expect(result.ok && result.config.hooks.secrets).toEqual({ CI_SECRET: 'tell-nobody' });
    expect(result.ok && result.config.secrets).toContain('tell-nobody');
  });

  test('a variable that is not set stops nothing, and is told', () => {
    const result = load(withHooks(hooks));
    expect(result.ok && result.config.notices.join('\n')).toContain('CI_SECRET');
    expect(result.ok && result.config.hooks.secrets).toEqual({});
  });

  test.each([
    ['nats://drover:pass-word-1@nats.example:4222', 'pass-word-1'],
    ['nats://token-token-1@nats.example', 'token-token-1'],
  ])('what stands in NATS_URL as %s is one', (url, secret) => {
    const result = load({}, { NATS_URL: url });
    expect(result.ok && result.config.secrets).toEqual(expect.arrayContaining([url, secret]));
    expect(result.ok && result.config.hooks.natsUrl).toBe(url);
    expect(result.ok && result.config.notices.join()).not.toContain('NATS_URL');
  });
});
