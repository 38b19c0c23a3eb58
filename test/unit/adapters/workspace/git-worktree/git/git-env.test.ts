import { expect, it } from 'vitest';
import { operatorEnv, sealedEnv } from '../../../../../../adapters/workspace/git-worktree/git/git-env.ts';

const everything = {
  PATH: '/bin',
  HOME: '/people/ada',
  SSH_AUTH_SOCK: '/agent',
  GIT_ASKPASS: '/askpass',
  GIT_DIR: '/elsewhere',
  GIT_CONFIG_PARAMETERS: "'core.hooksPath'='/evil'",
  GIT_TRACE: '1',
  DROVER_TOKEN: 'secret',
  ANTHROPIC_API_KEY: 'secret',
  LANG: 'de_DE.UTF-8',
  https_proxy: undefined,
};

it('gives work on own repositories neither a home nor settings of anybody', () => {
  expect(sealedEnv(everything)).toEqual({
    PATH: '/bin',
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
  });
});

it('gives the way to a source the credentials of the operator and nothing else', () => {
  expect(operatorEnv(everything)).toEqual({
    PATH: '/bin',
    HOME: '/people/ada',
    SSH_AUTH_SOCK: '/agent',
    GIT_ASKPASS: '/askpass',
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
  });
});
