import { renderSlack } from '../../../../adapters/chat/slack/render.ts';
import { VerbAnswerSchema, type VerbAnswer } from '../../../../src/domain/verb.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Delivery } from '../delivery.ts';
import type { Stage } from '../stage.ts';
import type { PastGoal, Remains } from './remains.ts';

/** Whatever was confirmed is remembered as it was answered, and had its effect once. */
export function checkDeliveries({ deliveries }: Stage, remains: Remains): string[] {
  const answered = deliveries.map((delivery) => ({
    delivery,
    answer: VerbAnswerSchema.optional().parse(remains.marks.get(delivery.id)?.answer),
  }));
  return [
    ...answered.flatMap(({ delivery, answer }) => checkMemory(delivery, answer)),
    ...remains.goals.flatMap((past) =>
      checkEffects(
        past,
        answered.filter(
          ({ delivery, answer }) => (delivery.goal ?? answer?.goal) === past.goal.id && answer?.ok === true,
        ),
      ),
    ),
  ];
}

function checkMemory({ id, verb, text, seen }: Delivery, answer: VerbAnswer | undefined): string[] {
  if (answer === undefined) return [`${verb} “${text}” (${id}) was confirmed and left nothing`];
  if (seen === undefined) return [];
  const stored = JSON.stringify({ response_type: 'ephemeral', ...renderSlack(answer.content) });
  return stored === JSON.stringify(seen) ? [] : [`${id} was answered with other words than are remembered`];
}

interface Answered {
  readonly delivery: Delivery;
  readonly answer: VerbAnswer | undefined;
}

/** `answered`: what was agreed to, about this goal. */
function checkEffects({ goal, events }: PastGoal, answered: readonly Answered[]): string[] {
  const agreed = (verb: Delivery['verb']) => answered.filter(({ delivery }) => delivery.verb === verb);
  const happened = (type: string) => events.filter((event) => event.type === type).length;
  const says =
    (title: string) =>
    ({ answer }: Answered) =>
      answer?.content.title.includes(title) === true;
  const resumes = agreed('resume').filter(says('goes on')).length;
  const pauses = agreed('pause').filter((one) => !says('already')(one));
  const pausedAtOnce = pauses.filter(says('is paused')).length;
  const paused = happened('paused');
  return [
    ...(agreed('run').length === 1 ? [] : [`${goal.id} was agreed to ${agreed('run').length} times`]),
    ...(happened('resumed') === resumes
      ? []
      : [`${goal.id} went on ${happened('resumed')} times, asked ${resumes}`]),
    ...(paused >= pausedAtOnce && paused <= pauses.length
      ? []
      : [`${goal.id} paused ${paused} times, asked ${pauses.length}, at once ${pausedAtOnce}`]),
    ...checkSaid(goal, agreed('say')),
    ...checkCancelled(goal, agreed('cancel')),
  ];
}

function checkSaid(goal: GoalDocument, said: readonly Answered[]): string[] {
  const texts = said.map(({ delivery }) => delivery.text);
  const kept = goal.messages.map(({ text }) => text);
  return texts.toSorted().join('\n') === kept.toSorted().join('\n')
    ? []
    : [`${goal.id} was told ${JSON.stringify(texts)} and knows ${JSON.stringify(kept)}`];
}

function checkCancelled({ id, state, result }: GoalDocument, cancelled: readonly Answered[]): string[] {
  const reason = cancelled[0]?.delivery.text;
  if (cancelled.length > 1) return [`${id} was cancelled ${cancelled.length} times`];
  if ((reason !== undefined) !== (state === 'cancelled'))
    return [`${id} is ${state}, cancel agreed: ${reason}`];
  return reason === undefined || result?.reason === reason
    ? []
    : [`${id} was cancelled for “${result?.reason}”`];
}
