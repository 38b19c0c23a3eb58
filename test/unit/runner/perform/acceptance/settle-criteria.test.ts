import { describe, expect, it } from 'vitest';
import { criteriaText } from '../../../../../src/policy/acceptance/criteria-text.ts';
import type { GoalSpec } from '../../../../../src/domain/goal.ts';
import { prepareWorkspace } from '../../../../../src/runner/perform/prepare-workspace.ts';
import { fold, sampleGoal, workspace } from '../../../../support/core/sample-goal.ts';
import { stage } from './stage.ts';

const shell = { kind: 'shell', command: 'make check', expectedExit: 0, timeoutMs: 5 } as const;
const manifest = '{"scripts":{"test":"node --test"}}';

const prepare = (spec: Partial<GoalSpec>, files?: Record<string, string>) => {
  const goal = fold(sampleGoal({}, spec), { type: 'SlotGranted' }).document;
  const { performance, seen } = stage(goal, 'PrepareWorkspace', files);
  return { ready: prepareWorkspace(performance), seen };
};

describe('what a goal is judged by', () => {
  it('is what the person who asked said, whatever the project says', async () => {
    const files = { '.drover/accept.yaml': 'own.md', 'package.json': manifest };
    const { ready, seen } = prepare({ acceptance: [shell], acceptanceFrom: 'request' }, files);
    expect(await ready).toMatchObject({ criteria: [shell], pinned: { source: 'request' } });
    expect(seen.calls).toEqual(['prepare']);
  });

  it('is else what the configuration says', async () => {
    const { ready } = prepare({ acceptance: [shell], acceptanceFrom: 'configuration' });
    expect(await ready).toMatchObject({ criteria: [shell], pinned: { source: 'configuration' } });
  });

  it('is nothing when nothing is to be checked', async () => {
    const { ready } = prepare({ acceptance: 'none' }, { '.drover/accept.yaml': 'own.md' });
    expect(await ready).toMatchObject({ criteria: [], pinned: { source: 'none' } });
  });

  it.each(['.drover/accept.yaml', '.drover/accept.yml', '.drover/accept.json'])(
    'is else what the project’s own file says at the base: %s',
    async (file) => {
      const { ready } = prepare({ acceptance: 'auto' }, { [file]: 'own.md', 'package.json': manifest });
      expect(await ready).toMatchObject({
        criteria: [{ kind: 'file', path: 'own.md' }],
        pinned: { source: 'project', file },
      });
    },
  );

  it('is else found by what the project is', async () => {
    const { ready } = prepare({ acceptance: 'auto' }, { 'package.json': manifest, '.drover/notes.md': '' });
    expect(await ready).toMatchObject({
      criteria: [{ command: 'npm test' }],
      pinned: { source: 'default' },
    });
  });

  it('is pinned by a digest of all of it', async () => {
    const { ready } = prepare({ acceptance: [shell] });
    expect(await ready).toMatchObject({ pinned: { digest: `digest of ${criteriaText([shell])}` } });
  });

  it('is no guess where the project’s own file is not well-formed', async () => {
    const { ready } = prepare({ acceptance: 'auto' }, { '.drover/accept.yml': 'broken' });
    await expect(ready).rejects.toMatchObject({
      code: 'ACCEPTANCE_INVALID',
      message: '.drover/accept.yml, line 1: broken',
      hint: expect.stringContaining('--accept'),
    });
  });

  it('stays as it is when the worktree of the same base is made again', async () => {
    const goal = fold(sampleGoal({}, { acceptance: 'auto' }), { type: 'SlotGranted' }).document;
    const pinned = { source: 'default', digest: 'd' } as const;
    const known = { ...goal, workspace, criteria: [shell], pinned };
    const { performance } = stage(known, 'PrepareWorkspace', { '.drover/accept.yaml': 'own.md' });
    expect(await prepareWorkspace(performance)).toMatchObject({ criteria: [shell], pinned });
    const elsewhere = { ...known, workspace: { ...workspace, baseSha: 'f'.repeat(40) } };
    const moved = stage(elsewhere, 'PrepareWorkspace', { '.drover/accept.yaml': 'own.md' });
    expect(await prepareWorkspace(moved.performance)).toMatchObject({ pinned: { source: 'project' } });
  });
});
