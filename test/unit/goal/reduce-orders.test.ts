import { describe, expect, test } from 'vitest';
import { isTerminal } from '../../../src/domain/goal.ts';
import type { RunTurnEffect } from '../../../src/goal/effects.ts';
import { clockSkewMs } from '../../../src/goal/on/control/on-stop.ts';
import { reduce } from '../../../src/goal/reduce.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { chooseGoals } from '../../../src/policy/queue/slots.ts';
import { nextRungAt } from '../../../src/goal/moves/ladder/climb.ts';
import { indexOf } from '../../../src/runner/document.ts';
import { always, isWorking, mainEffects } from '../../support/core/play-moves.ts';
import { context } from '../../support/core/sample-goal.ts';

const startedTurn = (goal: GoalDocument): RunTurnEffect | undefined =>
  goal.effects.find(
    (effect): effect is RunTurnEffect => effect.type === 'RunTurn' && effect.started !== undefined,
  );

/** Who works has an order; who does not has none, but that a worktree may go back. */
function mayStand(goal: GoalDocument): boolean {
  const [main] = mainEffects(goal);
  if (isWorking(goal)) return main !== undefined;
  return isTerminal(goal.state) || main === undefined || main.type === 'RestoreWorkspace';
}

/** It does not go on by itself, or will not when its turn has ended. */
function standsStill(goal: GoalDocument): boolean {
  const abort = startedTurn(goal)?.abort;
  return goal.state === 'paused' || goal.pauseWished || abort === 'stopped' || abort === 'cancelled';
}

const oneSlot = { goals: 1, perUser: 0, perProject: 0, agents: {} };

describe('whatever is ordered of a goal', { timeout: 60_000 }, () => {
  test('orders have ids of their own, and never wait two main ones at once', () => {
    always((folds) => {
      const seen = new Map<string, string>();
      for (const { step } of folds) {
        const { effects } = step.document;
        expect(mainEffects(step.document).length).toBeLessThanOrEqual(1);
        expect(effects.filter((effect) => effect.type === 'RunBaseline').length).toBeLessThanOrEqual(1);
        for (const { id, type } of effects) expect(seen.get(id) ?? type).toBe(type);
        for (const { id, type } of effects) seen.set(id, type);
        expect(new Set(effects.map((effect) => effect.id)).size).toBe(effects.length);
      }
    });
  });

  test('nothing waits without a deadline or somebody to act', () => {
    always((folds) => {
      for (const { step } of folds) {
        const goal = step.document;
        const until = goal.waiting?.deadline ?? goal.sleep?.until;
        expect(mayStand(goal)).toBe(true);
        expect(goal.waiting !== undefined).toBe(goal.state === 'waiting');
        expect(goal.sleep !== undefined).toBe(goal.state === 'sleeping');
        // A rung of its ladder may be due before.
        expect(indexOf(goal).wakeAt ?? Infinity).toBeLessThanOrEqual(until ?? Infinity);
        expect(indexOf(goal).wakeAt === undefined).toBe(
          until === undefined && nextRungAt(goal) === undefined,
        );
        expect(Number.isFinite(until ?? 0)).toBe(true);
        expect(goal.pauseWished && !isWorking(goal)).toBe(false);
        expect(goal.state === 'paused' && goal.pausedBy === undefined).toBe(false);
      }
    });
  });

  test('a slot is held in preparing and running only, and a queued goal is offered the free one', () => {
    always((folds) => {
      for (const { step } of folds) {
        const goal = step.document;
        const row = { ...indexOf(goal), id: goal.id };
        const queued = { ...row, id: 'G-9' as typeof row.id, state: 'queued' as const };
        const offered = chooseGoals([row, queued], oneSlot, goal.createdAt);
        expect(offered.length).toBe(isWorking(goal) ? 0 : 1);
      }
    });
  });

  test('after the end nothing is pending but a process that has to be ended, or a worktree that goes back', () => {
    always((folds) => {
      for (const { step } of folds) {
        const goal = step.document;
        if (!isTerminal(goal.state)) continue;
        const left = goal.effects.filter(({ type }) => type !== 'RestoreWorkspace');
        for (const effect of left)
          expect(effect).toMatchObject({ type: 'RunTurn', abort: 'cancelled', started: expect.anything() });
        expect(goal.effects.length).toBeLessThanOrEqual(1);
      }
    });
  });

  test('the end of a run is announced exactly once, when nothing of it runs any more', () => {
    always((folds) => {
      const ends = folds.flatMap(({ step }) => step.notices.filter(({ type }) => type === 'RunEnded'));
      const completed = folds.flatMap(({ step }) => step.log.filter(({ type }) => type === 'goal.completed'));
      const last = folds.at(-1)?.step.document;
      if (last === undefined) return;
      const over = isTerminal(last.state) && startedTurn(last) === undefined;
      expect(ends.length).toBe(last.run - (over ? 0 : 1));
      expect(completed.length).toBe(ends.length);
    });
  });

  test('an answer to an order that is not pending is not folded', () => {
    const onTheWay = new Set(['TurnStarted', 'TurnProgressed', 'TurnStalled', 'QuestionAsked']);
    always((folds) => {
      for (const { event, step } of folds) {
        if (!('effectId' in event) || onTheWay.has(event.type)) continue;
        expect(reduce(step.document, event, context)).toBeUndefined();
      }
    });
  });

  test('no turn is ordered with an agent that is cooled down, or while no money can be set aside', () => {
    always((folds) => {
      for (const { before, step, context: around } of folds) {
        const known = new Set(before.effects.map(({ id }) => id));
        const turn = step.document.effects.find(
          (effect) => effect.type === 'RunTurn' && !known.has(effect.id),
        );
        if (turn?.type !== 'RunTurn') continue;
        expect(around.emptyPurse).toBeUndefined();
        const cooled = around.cooled.filter(({ until }) => until > around.now).map(({ agent }) => agent);
        expect(cooled).not.toContain(turn.agent.name);
      }
    });
  });

  test('a stop ends the turn that ran when it was typed, no newer one, and the goal does not go on by itself', () => {
    always((folds) => {
      for (const { before, event, step } of folds) {
        if (event.type !== 'StopWished' || isTerminal(before.state)) continue;
        const [turn, after] = [startedTurn(before), startedTurn(step.document)];
        const newer = (turn?.started?.at ?? 0) > event.at + clockSkewMs;
        const spared = after?.abort === turn?.abort;
        expect(turn === undefined || (newer ? spared : after?.abort !== undefined)).toBe(true);
        expect(standsStill(step.document)).toBe(true);
      }
    });
  });

  test('budgets only grow within a run, by what was given, and never for an axis that is off', () => {
    always((folds) => {
      for (const { before, event, step } of folds) {
        const { grown, run } = step.document;
        const again = run > before.run;
        const old = again ? {} : before.grown;
        const added = event.type === 'BudgetGrown' && !isTerminal(before.state) ? event.add : {};
        for (const axis of ['turns', 'costUsd', 'errors', 'denies', 'wallMs'] as const)
          expect(grown[axis] ?? 0).toBe((old[axis] ?? 0) + (added[axis] ?? 0));
      }
    });
  });
});
