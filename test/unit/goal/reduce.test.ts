import { expect, test } from 'vitest';
import { axisWords } from '../../../src/domain/budget.ts';
import { mainEffect } from '../../../src/goal/draft.ts';
import { reduce } from '../../../src/goal/reduce.ts';
import {
  changed,
  context,
  fold,
  foldIn,
  green,
  impatient,
  ready,
  red,
  runningGoal,
  sampleGoal,
  startedAs,
  turnFailed,
  turnFinished,
  unchanged,
  workspace,
} from '../../support/core/sample-goal.ts';

const types = (goal: { effects: readonly { type: string }[] }) => goal.effects.map((effect) => effect.type);
const checks = (results: readonly (typeof green | typeof red)[], changes = changed) =>
  ({ type: 'ChecksFinished', results, changes, wallMs: 10 }) as const;

test('a queued goal orders nothing until it gets a slot, then its worktree', () => {
  const goal = sampleGoal();
  expect(goal.effects).toEqual([]);
  const { document } = fold(goal, { type: 'SlotGranted' });
  expect(document.state).toBe('preparing');
  expect(types(document)).toEqual(['PrepareWorkspace']);
});

test('the baseline runs beside the checkpoint and the first turn', () => {
  const { document } = fold(sampleGoal(), ...ready.slice(0, 2));
  expect(types(document)).toEqual(['RunBaseline', 'MakeCheckpoint']);
  const turn = fold(document, { type: 'CheckpointMade', number: 1, sha: 'c' }).document;
  expect(types(turn)).toEqual(['RunBaseline', 'RunTurn']);
  expect(turn.turn).toBe(1);
});

test('a turn that claims success is checked, and green checks with changes are committed and delivered', () => {
  const { document } = fold(runningGoal(), turnFinished(), checks([green]));
  expect(types(document)).toContain('CommitWork');
  const delivered = fold(
    document,
    { type: 'WorkCommitted', sha: 'd'.repeat(40), changes: changed },
    { type: 'BranchDelivered', ref: 'drover/G-1-fix' },
  );
  expect(delivered.document.state).toBe('done');
  expect(delivered.document.verified).toBe('verified');
  expect(delivered.document.delivery).toEqual({ state: 'pushed', ref: 'drover/G-1-fix' });
  expect(delivered.document.effects).toEqual([]);
  expect(delivered.notices).toEqual([{ type: 'RunEnded' }]);
  expect(delivered.log.at(-1)).toMatchObject({ type: 'goal.completed', data: { state: 'done' } });
});

test('red checks begin a second turn on the same session', () => {
  const { document, notices } = fold(runningGoal(), turnFinished(), checks([red]));
  expect(notices).toMatchObject([{ type: 'ChecksFailed', turn: 1 }]);
  const next = fold(document, { type: 'CheckpointMade', number: 2, sha: 'e' }).document;
  expect(mainEffect(next)).toMatchObject({
    type: 'RunTurn',
    turn: 2,
    attempt: 1,
    session: { id: context.uuid, resume: true },
  });
});

test('green checks without changes are believed only when the agent says that nothing was needed', () => {
  const silent = fold(runningGoal(), turnFinished({ diff: unchanged }), checks([green], unchanged));
  expect(silent.document.next).toBe('checkpoint');
  expect(silent.notices).toMatchObject([{ withoutChanges: true }]);
  const said = fold(
    runningGoal(),
    turnFinished({ text: 'NO_CHANGES_NEEDED: it is fine', diff: unchanged }),
    checks([green], unchanged),
  );
  expect(types(said.document)).toContain('CommitWork');
  const done = fold(said.document, {
    type: 'WorkCommitted',
    sha: workspace.baseSha,
    changes: unchanged,
  }).document;
  expect(done).toMatchObject({
    state: 'done',
    delivery: { state: 'none' },
    result: { reason: 'nothing had to be changed' },
  });
});

test('work that no check can prove is done, but unverified', () => {
  const custom = { ...green, kind: 'custom' as const, label: 'diffNonEmpty' };
  const { document } = fold(runningGoal(), turnFinished(), {
    type: 'ChecksFinished',
    results: [custom],
    changes: changed,
    wallMs: 1,
  });
  expect(document.verified).toBe('unverified');
});

test('an answer to an order that is not pending any more changes nothing', () => {
  const goal = runningGoal();
  const effect = mainEffect(goal);
  const finished = { ...turnFinished(), effectId: effect?.id } as never;
  const after = reduce(goal, finished, context);
  expect(after?.document.turns).toHaveLength(1);
  expect(reduce(after?.document ?? goal, finished, context)).toBeUndefined();
});

test('reduce leaves its argument as it was', () => {
  const goal = runningGoal();
  const before = structuredClone(goal);
  fold(goal, turnFinished());
  expect(goal).toEqual(before);
});

test('an order that cannot be carried out ends the goal at once with the hint', () => {
  const { document, notices } = fold(
    sampleGoal(),
    { type: 'SlotGranted' },
    { type: 'EffectFailed', code: 'BASE_NOT_FOUND', message: 'no branch nope', hint: 'Name one.' },
  );
  expect(document).toMatchObject({
    state: 'failed',
    result: { reason: 'no branch nope', hint: 'Name one.', code: 'BASE_NOT_FOUND' },
    turn: 0,
  });
  expect(notices).toEqual([{ type: 'RunEnded' }]);
});

test('a baseline that cannot be run does not stop the goal', () => {
  const goal = runningGoal();
  const baseline = goal.effects.find((effect) => effect.type === 'RunBaseline');
  const { document } = fold(goal, {
    type: 'EffectFailed',
    effectId: baseline?.id ?? ('0.0' as never),
    code: 'GIT_FAILED',
    message: 'x',
    hint: 'y',
  });
  expect(document.state).toBe('running');
  expect(types(document)).toEqual(['RunTurn']);
});

test('a failed delivery is a failed goal that keeps its commit', () => {
  const { document } = fold(
    runningGoal(),
    turnFinished(),
    checks([green]),
    { type: 'WorkCommitted', sha: 'd'.repeat(40), changes: changed },
    { type: 'EffectFailed', code: 'DELIVERY_FAILED', message: 'rejected', hint: 'h' },
  );
  expect(document).toMatchObject({
    state: 'failed',
    sha: 'd'.repeat(40),
    delivery: { state: 'failed', problem: 'rejected' },
  });
});

test.each([
  ['turns', { turns: 1 }],
  ['tokens', { tokens: 100 }],
  ['costUsd', { costUsd: 0.5 }],
  ['wallMs', { wallMs: 1000 }],
] as const)('a used-up budget of %s ends the run before the next turn, and says which', (axis, budget) => {
  const { document, log } = foldIn(impatient, runningGoal(budget), turnFinished(), checks([red]));
  expect(document.state).toBe('exhausted');
  expect(document.result?.reason).toContain(axisWords[axis]);
  expect(log).toContainEqual(
    expect.objectContaining({ type: 'budget.exhausted', data: expect.objectContaining({ axis }) }),
  );
});

test('a budget is no reason to throw away work that passes', () => {
  const { document } = fold(runningGoal({ turns: 1, tokens: 1 }), turnFinished(), checks([green]));
  expect(types(document)).toContain('CommitWork');
});

test('people are warned once when four fifths of a budget are gone', () => {
  const first = fold(runningGoal({ turns: 5, tokens: 130 }), turnFinished(), checks([red]));
  expect(first.notices).toContainEqual({ type: 'BudgetNear', axis: 'tokens', used: 110, limit: 130 });
  const again = fold(
    first.document,
    { type: 'CheckpointMade', number: 2, sha: 'e' },
    startedAs(2),
    turnFinished({ usage: { input: 1, output: 0, cacheRead: 0, cacheWrite: 0, wallMs: 1 } }),
    checks([red]),
  );
  expect(again.notices.filter((notice) => notice.type === 'BudgetNear')).toEqual([]);
});

test('every start of the agent has a row of its own, also when the turn is repeated', () => {
  const crashed = fold(
    runningGoal(),
    turnFailed({ kind: 'crashed', message: 'SIGKILL', signal: 'SIGKILL' }),
  ).document;
  const again = fold(
    crashed,
    { type: 'CheckpointMade', number: 2, sha: 'e' },
    startedAs(2),
    turnFinished(),
  ).document;
  expect(again.turns.map(({ seq, turn, attempt, outcome }) => ({ seq, turn, attempt, outcome }))).toEqual([
    { seq: 1, turn: 1, attempt: 1, outcome: 'failed' },
    { seq: 2, turn: 1, attempt: 2, outcome: 'finished' },
  ]);
  expect(again.usage).toMatchObject({ input: 200, costUsd: 1 });
});

test('a crash resumes the session, a second one starts afresh, a third one is for a person', () => {
  const crash = turnFailed({ kind: 'crashed', message: 'gone' });
  const one = fold(runningGoal(), crash, { type: 'CheckpointMade', number: 2, sha: 'e' });
  expect(mainEffect(one.document)).toMatchObject({ attempt: 2, session: { resume: true } });
  const two = fold(one.document, startedAs(2), crash, {
    type: 'CheckpointMade',
    number: 3,
    sha: 'e',
  });
  expect(mainEffect(two.document)).toMatchObject({ attempt: 3, session: { resume: false } });
  const three = fold(two.document, startedAs(3), crash);
  expect(three.document.state).toBe('escalated');
});

test('restarts of drover are never held against the agent', () => {
  let goal = runningGoal({ costUsd: 0 });
  for (let seq = 2; seq < 20; seq += 1) {
    goal = fold(
      goal,
      turnFailed({ kind: 'crashed', message: 'restart', byRestart: true }),
      { type: 'CheckpointMade', number: seq, sha: 'e' },
      startedAs(seq),
    ).document;
  }
  expect(goal).toMatchObject({ state: 'running', turn: 1, attempt: 19 });
});

test('a rate limit waits with a deadline, holds no slot, and costs no turn', () => {
  const { document } = fold(
    runningGoal(),
    turnFailed({ kind: 'rate-limited', message: '429', retryAfterMs: 5000 }),
  );
  expect(document).toMatchObject({ state: 'waiting', waiting: { reason: 'rate-limit', deadline: 6000 } });
  expect(types(document)).toEqual(['RunBaseline']);
  const early = fold(document, { type: 'WakeDue' }).document;
  expect(early.state).toBe('waiting');
  const later = reduce(document, { type: 'WakeDue' }, { ...context, now: 6000 })?.document;
  expect(later?.state).toBe('queued');
});

test('a missing agent ends the goal in one turn with the hint', () => {
  const { document } = fold(
    runningGoal(),
    turnFailed({ kind: 'cli-missing', message: 'claude is not on PATH', hint: 'Install it.' }),
  );
  expect(document).toMatchObject({ state: 'failed', turn: 1, result: { hint: 'Install it.' } });
});
