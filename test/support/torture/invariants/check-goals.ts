import { isSentAway } from '../people/delivery.ts';
import { isTerminal } from '../../../../src/domain/goal.ts';
import type { Stage } from '../stage.ts';
import type { PastGoal, Remains } from './remains.ts';

/** No goal is lost or made twice, each is over, and its past has no gap. */
export function checkGoals({ deliveries }: Stage, { goals, unsent }: Remains): string[] {
  const asked = deliveries.filter((one) => one.verb === 'run' && !isSentAway(one)).length;
  const texts = new Set(goals.map(({ goal }) => goal.spec.text));
  return [
    ...(goals.length === asked ? [] : [`${asked} goals were asked for, ${goals.length} exist`]),
    ...(texts.size === goals.length ? [] : ['a task became two goals']),
    ...unsent.map(({ post }) => `${post.key} was never sent`),
    ...goals.flatMap(checkGoal),
  ];
}

function checkGoal({ goal, events }: PastGoal): string[] {
  const { id, state } = goal;
  const gap = events.findIndex(({ seq }, index) => seq !== index + 1);
  const ends = events.filter(({ type }) => type === 'goal.completed').map(({ run }) => run);
  return [
    ...(isTerminal(state) ? [] : [`${id} is ${state}`]),
    ...(state === 'done' || state === 'cancelled' ? [] : [`${id} is ${state}: ${goal.result?.reason}`]),
    ...(goal.effects.length === 0 ? [] : [`${id} still has orders`]),
    ...(gap === -1 ? [] : [`${id}: event ${gap + 1} is missing`]),
    ...(ends.join() === runsOf(goal) ? [] : [`${id} has ${goal.run} runs; ended were ${ends.join()}`]),
    ...(goal.restart === undefined ? [] : [`${id} still tells of a restart`]),
    ...checkMessages({ goal, events }),
  ];
}

const runsOf = ({ run }: PastGoal['goal']): string =>
  Array.from({ length: run }, (_, index) => index + 1).join();

/** Each message ends in exactly one state, and one that counts as read stood in a prompt. */
function checkMessages({ goal, events }: PastGoal): string[] {
  return goal.messages.flatMap(({ receipt, state, text, turn }) => {
    const told = events.filter(({ type, data }) => type === 'message.receipt' && data['receipt'] === receipt);
    const ends = told
      .map(({ data }) => data['state'])
      .filter((end) => end === 'acknowledged' || end === 'undelivered');
    const read = goal.turns.some(
      (row) => row.turn === turn && row.outcome === 'finished' && row.text.includes(text),
    );
    return [
      ...(ends.length === 1 && ends[0] === state
        ? []
        : [`${goal.id} ${receipt} is ${state}, told as ${ends.join()}`]),
      ...(state === 'acknowledged' && !read
        ? [`${goal.id} ${receipt} counts as read, but was in no prompt`]
        : []),
    ];
  });
}
