import { expect, it } from 'vitest';
import { evaluateCustom } from '../../../../../adapters/evaluators/custom/evaluate-custom.ts';
import { createFakeClock } from '../../../../support/core/fake-clock.ts';
import { unchanged } from '../../../../support/core/evaluation.ts';

const criterion = { kind: 'custom', check: 'diffNonEmpty' } as const;
const judge = (changes: Partial<typeof unchanged.changes>) =>
  evaluateCustom(
    criterion,
    { ...unchanged, workspace: '/w', tag: 't', logFile: '/l', changes: { ...unchanged.changes, ...changes } },
    createFakeClock(),
    new AbortController().signal,
  );

it('passes when a file changed since base, committed or not', async () => {
  expect(await judge({ files: 1, untracked: 1 })).toMatchObject({
    ok: true,
    reason: '1 file changed since base',
  });
  expect(await judge({ files: 3, commits: 1 })).toMatchObject({ reason: '3 files changed since base' });
});

it('fails commits that together change nothing', async () => {
  expect(await judge({ commits: 2 })).toEqual({
    label: 'diffNonEmpty',
    kind: 'custom',
    ok: false,
    reason: 'nothing changed since base',
    evidence: 'nothing changed since base',
    durationMs: 0,
  });
});
