import { isAbsolute } from 'node:path';
import { describe, expect, it } from 'vitest';
import { homePaths } from '../../../../adapters/home/home-folders.ts';

describe('the paths of a home', () => {
  it('are absolute, also when the home is given relative to the working directory', () => {
    expect(Object.values(homePaths('./.drover')).every((path) => isAbsolute(path))).toBe(true);
  });

  it('are those that people are told', () => {
    expect(homePaths('/srv/drover')).toEqual({
      home: '/srv/drover',
      store: '/srv/drover/store',
      worktrees: '/srv/drover/worktrees',
      repos: '/srv/drover/repos',
      turns: '/srv/drover/turns',
      homes: '/srv/drover/homes',
      locks: '/srv/drover/locks',
      threads: '/srv/drover/threads',
      files: '/srv/drover/files',
      token: '/srv/drover/token',
    });
  });
});
