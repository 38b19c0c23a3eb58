import { describe, expect, it } from 'vitest';
import { childEnv } from '../../../../adapters/process/child-env.ts';

const operator = {
  PATH: '/usr/bin',
  LANG: 'C.UTF-8',
  LC_ALL: 'C',
  TERM: 'xterm',
  TZ: 'UTC',
  TMPDIR: '/tmp',
  USER: 'op',
  SHELL: '/bin/sh',
  HOME: '/root',
  SLACK_BOT_TOKEN: 'xoxb-1',
  GITHUB_TOKEN: 'ghp_1',
  DROVER_TOKEN: 't',
  SSH_AUTH_SOCK: '/tmp/agent',
  NODE_OPTIONS: '--inspect',
  LCX: 'no',
};

describe('environment of a child', () => {
  it('is the allow-list, the home given, and the tag, and nothing else', () => {
    expect(childEnv({ base: operator, home: '/agent-home', tag: 'h/G-1/1-1' })).toEqual({
      PATH: '/usr/bin',
      LANG: 'C.UTF-8',
      LC_ALL: 'C',
      TERM: 'xterm',
      TZ: 'UTC',
      TMPDIR: '/tmp',
      USER: 'op',
      SHELL: '/bin/sh',
      HOME: '/agent-home',
      DROVER_TURN: 'h/G-1/1-1',
    });
  });

  it('takes on what the configuration names', () => {
    const env = childEnv({ base: {}, home: '/h', tag: 't', extra: { ANTHROPIC_API_KEY: 'k', PATH: '/own' } });
    expect(env).toEqual({ HOME: '/h', DROVER_TURN: 't', ANTHROPIC_API_KEY: 'k', PATH: '/own' });
  });

  it('passes on nothing of drover’s own and lets nobody forge the tag', () => {
    const env = childEnv({
      base: operator,
      home: '/h',
      tag: 'real',
      extra: { DROVER_TOKEN: 't', DROVER_TURN: 'forged' },
    });
    expect(env['DROVER_TOKEN']).toBeUndefined();
    expect(env['DROVER_TURN']).toBe('real');
  });

  it('leaves out what is not set', () => {
    expect(Object.keys(childEnv({ base: { TZ: undefined, LANG: 'C' }, home: '/h', tag: 't' }))).toEqual([
      'LANG',
      'HOME',
      'DROVER_TURN',
    ]);
  });
});
