import { expect, test } from 'vitest';
import { readAct } from '../../../../src/app/desk/acts.ts';
import { ButtonSchema } from '../../../../src/domain/surface/content.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { cardControls } from '../../../../src/text/card/controls.ts';
import { wayButtons, waysOut } from '../../../../src/text/card/ways.ts';
import { alice, bob, fold, runningGoal, sampleGoal } from '../../../support/core/sample-goal.ts';
import { waiting as asking } from '../../../support/asking.ts';
import {
  asleepGoal,
  askingForBudget,
  blockedAgent,
  doneGoal,
  rateLimited,
  stoppedGoal,
} from '../../../support/core/stages.ts';

const labels = (goal: GoalDocument): readonly string[] => cardControls(goal).map(({ label }) => label);

test('a goal that works can be spoken to, held, stopped and cancelled', () => {
  expect(labels(runningGoal())).toEqual(['Say…', 'Pause', 'Stop', 'Cancel', 'Details']);
  expect(labels(sampleGoal())).toEqual(['Say…', 'Pause', 'Cancel', 'Details']);
});

test('what was wished already is not offered again', () => {
  const pausing = fold(runningGoal(), { type: 'PauseWished', by: alice }).document;
  expect(labels(pausing)).toEqual(['Say…', 'Do not pause', 'Stop', 'Cancel', 'Details']);
  const stopping = fold(runningGoal(), { type: 'StopWished', by: bob, at: 5000 }).document;
  expect(labels(stopping)).not.toContain('Stop');
  expect(labels(stoppedGoal().document)).toEqual(['Resume', 'Say…', 'Cancel', 'Details']);
});

test('what a goal waits for comes first', () => {
  expect(labels(askingForBudget().document)).toEqual([
    'Add 1 turn',
    'Other amount…',
    'End it',
    'Say…',
    'Details',
  ]);
  expect(labels(blockedAgent().document)).toEqual(['Approve', 'Deny…', 'Say…', 'Cancel', 'Details']);
  expect(labels(rateLimited().document)).toEqual(['Switch agent…', 'Cancel', 'Say…', 'Details']);
  expect(labels(asleepGoal().document)).toEqual(['Wake it', 'Say…', 'Cancel', 'Details']);
  expect(labels(asking().document)).toEqual(['Answer…', 'Go on without', 'Cancel', 'Say…', 'Details']);
});

test('what has ended can go on, or begin again when that is meant', () => {
  const [first, again] = cardControls(doneGoal());
  expect(labels(doneGoal())).toEqual(['Continue…', 'Retry', 'Details']);
  expect(first?.act).toBe('form/continue/G-1');
  expect(again?.confirm?.title).toBe('Retry G-1?');
});

const stages = [
  sampleGoal(),
  runningGoal(),
  doneGoal(),
  ...[askingForBudget(), blockedAgent(), rateLimited(), asleepGoal(), stoppedGoal(), asking()].map(
    ({ document }) => document,
  ),
];

test('every control is one that the desk reads, and there is at most one row of them', () => {
  for (const goal of stages) {
    const controls = cardControls(goal);
    expect(controls.length).toBeLessThanOrEqual(5);
    expect(new Set(controls.map(({ act }) => act)).size).toBe(controls.length);
    for (const control of controls) {
      expect(ButtonSchema.parse(control)).toEqual(control);
      expect(readAct(control.act)).toBeDefined();
    }
  }
});

test('what is offered by a press is offered in words, in the same order', () => {
  for (const goal of stages) {
    const ways = waysOut(goal);
    const pressed = cardControls(goal).map(({ act }) => act);
    const offered = wayButtons(ways).map(({ act }) => act);
    expect(pressed.slice(0, offered.length)).toEqual(offered);
    const typed = ways.flatMap(({ type, button }) =>
      button === undefined ? [] : [{ type, act: button.act }],
    );
    for (const { type, act } of typed) {
      const [verb = '', about = ''] = act.replace(/^form\//u, '').split('/');
      expect(type).toMatch(new RegExp(`^/goal ${verb} ${about}`, 'u'));
    }
  }
});
