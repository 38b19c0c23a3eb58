import { expect, it } from 'vitest';
import { evaluateCustom } from '../../../../../adapters/evaluators/custom/evaluate-custom.ts';

const noChanges = { files: 0, insertions: 0, deletions: 0, untracked: 0, commits: 0 };
const criterion = { kind: 'custom', check: 'diffNonEmpty' } as const;

it('passes when a file changed since base, committed or not', () => {
  expect(evaluateCustom(criterion, { ...noChanges, files: 1, untracked: 1 })).toMatchObject({
    ok: true,
    reason: '1 file changed since base',
  });
  expect(evaluateCustom(criterion, { ...noChanges, files: 3, commits: 1 })).toMatchObject({
    reason: '3 files changed since base',
  });
});

it('fails commits that together change nothing', () => {
  expect(evaluateCustom(criterion, { ...noChanges, commits: 2 })).toEqual({
    label: 'diffNonEmpty',
    kind: 'custom',
    ok: false,
    reason: 'nothing changed since base',
    evidence: '',
    durationMs: 0,
  });
});
