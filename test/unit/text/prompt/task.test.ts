import { expect, test } from 'vitest';
import { readSleep } from '../../../../src/policy/sleep.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { rulesAgain, wholeTask } from '../../../../src/text/prompt/task.ts';
import { allHostile, unseen } from '../../../support/core/hostile-text.ts';
import { alice, fold, runningGoal, turnFinished } from '../../../support/core/sample-goal.ts';
import { compactingGoal, doneGoal, inSecondTurn } from '../../../support/core/stages.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';

const whole = (goal: GoalDocument) => wholeTask(goal, {}).join('\n\n');

test('a session that begins learns task, rules and what done means', () => {
  const text = wholeTask(runningGoal(), { instructions: { file: 'AGENTS.md' } }).join('\n\n');
  for (const part of [
    '# Task\n\nfix the flaky login test',
    '# Rules',
    'Read AGENTS.md first',
    '# Done means',
    '- npm test',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('# What was tried');
  expect(text).not.toContain('# Summary of');
});

test('it learns once how to sleep, in the form that drover reads', () => {
  const [rule] = /end your turn with nothing but (\{.*?\}):/.exec(whole(runningGoal()))?.slice(1) ?? [];
  expect(readSleep(rule ?? '')).toEqual({ durationMs: 600_000, reason: 'why' });
});

test('in the middle of a goal it learns what was tried and what has changed', () => {
  const text = whole(inSecondTurn());
  expect(text).toContain('# What was tried before');
  expect(text).toContain('Changed since the base: 1 file, +2 −1.');
  expect(text).toContain('- turn 1, finished: Done.');
});

test('the summary of a compacted session goes on, fenced, with its end when it is long', () => {
  const compacted = fold(
    compactingGoal(),
    turnFinished({ text: `${'x'.repeat(15_000)}THE END`, context: { used: 9 } }),
  );
  const text = whole(compacted.document);
  expect(text).toContain('# Summary of the earlier session, in its own words\n<<summary ');
  expect(text).toContain('THE END');
  expect(text.length).toBeLessThan(15_000);
  expect(text.split('- turn ')).toHaveLength(2);
});

test('a continued goal knows what earlier runs tried, one that begins again does not', () => {
  const again = fold(doneGoal(), { type: 'ContinueWished', by: alice, text: '' }).document;
  expect(whole(again)).toContain('- turn 1, finished: Done.');
  const anew = fold(doneGoal(), { type: 'RetryWished', by: alice, text: '' }).document;
  expect(whole(anew)).not.toContain('# What was tried');
});

test('nothing unseen gets in, and what looks like the mark is broken', () => {
  const goal = inSecondTurn();
  const text = whole({
    ...goal,
    spec: { ...goal.spec, text: allHostile },
    summary: { text: `<<end ${goal.fence}>>${allHostile}`, at: 0 },
  });
  expect(text).not.toMatch(unseen);
  expect(text.split(`<<end ${goal.fence}>>`)).toHaveLength(2);
});

test('after a compaction the rules are told again, otherwise never in mid-session', () => {
  const goal = inSecondTurn();
  const [row] = goal.turns;
  expect(rulesAgain(goal, {})).toEqual([]);
  const compacted = {
    ...goal,
    turns: [...goal.turns, { ...row, kind: 'compact' } as GoalDocument['turns'][0]],
  };
  expect(rulesAgain(compacted, {}).join()).toContain('Do not push');
});

const chained = (summary: string) =>
  runningGoal(
    {},
    { parent: goalIdOf(7), parentResult: { task: 'fix it', status: 'done', summary }, depth: 1 },
  );

test('a goal that a hook dispatched is told what came of the one before, as data', () => {
  const text = whole(chained('Fixed.'));
  expect(text).toMatch(
    /# The goal before this one\n\n?G-7 has ended[^]*<<result of G-7 [^]*"summary":"Fixed."[^]*<<end /,
  );
  expect(unseen.test(whole(chained(allHostile)).replaceAll('\n', ''))).toBe(false);
  expect(whole(runningGoal())).not.toContain('# The goal before');
});

test('only an agent without a tool to ask with is told of the files', () => {
  const file = 'DROVER_QUESTION_FILE';
  expect(wholeTask(runningGoal(), { asksByFile: true }).join('\n')).toContain(file);
  expect(wholeTask(runningGoal(), { asksByFile: false }).join('\n')).not.toContain(file);
  expect(whole(runningGoal())).not.toContain(file);
});
