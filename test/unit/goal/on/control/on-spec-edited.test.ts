import { expect, test } from 'vitest';
import { goalIdOf } from '../../../../../src/domain/ids.ts';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import type { SpecChange } from '../../../../../src/goal/events.ts';
import { GoalDocumentSchema } from '../../../../../src/goal/state.ts';
import {
  alice,
  fold,
  ready,
  runningGoal,
  sampleGoal,
  started,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';
import { asleepGoal, doneGoal } from '../../../../support/core/stages.ts';

const edit = (change: SpecChange) => ({ type: 'SpecEdited', by: alice, change }) as const;
const lint = { kind: 'shell', command: 'lint', expectedExit: 0, timeoutMs: 60_000 } as const;

test('an edit is told in the thread by what it changes, and is a fact of the log', () => {
  const { notices, log } = fold(sampleGoal(), edit({ text: 'x', title: 'x', priority: 1 }));
  expect(notices).toEqual([{ type: 'Edited', by: alice, what: 'the task, its priority' }]);
  expect(log[0]).toMatchObject({ data: { what: 'edited', change: { text: 'x' } } });
});

test('an ended goal stays what it was', () => {
  const goal = doneGoal();
  expect(fold(goal, edit({ text: 'x', title: 'x' })).document).toEqual(goal);
});

test('what changes only the order of goals is nothing to tell an agent', () => {
  expect(fold(runningGoal(), edit({ priority: 1 })).document.messages).toEqual([]);
});

test('a goal that sleeps wakes up for its new task', () => {
  const { document } = fold(asleepGoal().document, edit({ text: 'do that', title: 'do that' }));
  expect(document).toMatchObject({ state: 'queued', messages: [{ state: 'queued' }] });
});

test('without checks the word of the agent counts, and with them the worktree is judged again', () => {
  const none = fold(runningGoal(), edit({ acceptance: 'none' })).document;
  expect(none).toMatchObject({ criteria: [], spec: { acceptance: 'none', acceptanceFrom: 'request' } });
  const checking = fold(runningGoal(), turnFinished()).document;
  const { document } = fold(checking, edit({ acceptance: [lint] }));
  expect(document.criteria).toEqual([lint]);
  expect(mainEffect(document)?.type).toBe('MakeCheckpoint');
});

test('an agent that was to be chosen is now the one that was named', () => {
  const choosing = fold(sampleGoal({}, { choose: true }), { type: 'SlotGranted' }).document;
  expect(mainEffect(choosing)?.type).toBe('ChooseAgent');
  const { document } = fold(choosing, edit({ agent: { name: 'codex' } }));
  expect(mainEffect(document)?.type).toBe('PrepareWorkspace');
  expect(document.agent).toEqual({ name: 'codex' });
  expect(document.spec.choose).toBeUndefined();
});

test('what was heard of goals before it is kept when the line changes', () => {
  const [five, six] = [goalIdOf(5), goalIdOf(6)];
  const half = fold(sampleGoal({}, { after: [five, six] }), {
    type: 'DependencyEnded',
    goal: five,
    state: 'done',
  }).document;
  expect(fold(half, edit({ after: [five] })).document.state).toBe('queued');
  expect(fold(half, edit({ after: [five, goalIdOf(7)] })).document.dependencies).toEqual([
    { goal: five, state: 'done' },
    { goal: 'G-7' },
  ]);
});

test('whenever it comes, the document stays well-formed', () => {
  const all = edit({ text: 'x', title: 'x', acceptance: [lint], priority: 2, agent: { name: 'codex' } });
  const goals = [
    sampleGoal(),
    fold(sampleGoal(), ...ready).document,
    fold(sampleGoal(), ...ready, started, turnFinished()).document,
    runningGoal(),
  ];
  for (const goal of goals) expect(() => GoalDocumentSchema.parse(fold(goal, all).document)).not.toThrow();
});
