import { expect, test } from 'vitest';
import {
  bob,
  checked,
  checkpointed,
  fold,
  red,
  runningGoal,
  startedAs,
  turnFinished,
  unchanged,
} from '../../../../support/core/sample-goal.ts';

const same = (seq: number) => [turnFinished(), checked([red]), checkpointed(seq), startedAs(seq)];
const tsc = {
  ...red,
  evidence: "src/cart.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'.",
};

test('what the checks printed is classified, and the advice is kept for the next prompt', () => {
  const { document } = fold(runningGoal(), turnFinished(), checked([tsc as never]));
  expect(document.trouble).toMatchObject({ count: 1 });
  expect(document.trouble?.hints.join(' ')).toContain('src/cart.ts');
});

test('how a check ended says something, too: a program that is not there', () => {
  const missing = { ...red, reason: 'exit 127', evidence: 'sh: 1: jset: not found' };
  const { document } = fold(runningGoal(), turnFinished(), checked([missing as never]));
  expect(document.trouble?.hints.length).toBeGreaterThan(0);
});

test('the same failure twice changes the advice; three times is for a person', () => {
  const once = fold(runningGoal(), ...same(2)).document;
  const twice = fold(once, turnFinished(), checked([red])).document;
  expect(twice.trouble?.count).toBe(2);
  expect(twice.trouble?.hints).not.toEqual(once.trouble?.hints);
  const thrice = fold(twice, checkpointed(3), startedAs(3), turnFinished(), checked([red]));
  expect(thrice.document).toMatchObject({ state: 'escalated', turn: 3 });
  expect(thrice.document.result?.reason).toBe('the checks failed 3 times in the same way');
  expect(thrice.notices.map(({ type }) => type)).toEqual(['ChecksFailed', 'RunEnded']);
});

test('another failure begins the count anew', () => {
  const other = { ...red, evidence: 'not ok 7 - subtracts' };
  const { document } = fold(runningGoal(), ...same(2), turnFinished(), checked([other as never]));
  expect(document.trouble?.count).toBe(1);
});

test('so does what a person said: the agent knew more', () => {
  const { document } = fold(
    runningGoal(),
    { type: 'MessageGiven', by: bob, text: 'look at the tax' },
    ...same(2),
    turnFinished(),
    checked([red]),
  );
  expect(document.messages[0]?.state).toBe('acknowledged');
  expect(document.trouble?.count).toBe(1);
});

const idle = (seq: number) => [
  turnFinished({ diff: unchanged }),
  checked([], unchanged),
  checkpointed(seq),
  startedAs(seq),
];

test('an agent that changes nothing three times in a row is given up, too', () => {
  const { document } = fold(runningGoal(), ...idle(2), ...idle(3), ...idle(4).slice(0, 2));
  expect(document.state).toBe('escalated');
});
