import { renderSlack } from '../../../../adapters/chat/slack/render.ts';
import { VerbAnswerSchema, type VerbAnswer } from '../../../../src/domain/verb.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Delivery } from '../people/delivery.ts';
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
  const agreed = (...verbs: Delivery['verb'][]) =>
    answered.filter(({ delivery }) => verbs.includes(delivery.verb));
  const happened = (type: string, by: (data: Data) => boolean = () => true) =>
    events.filter((event) => event.type === type && by(event.data)).length;
  const compare = (what: string, is: number, asked: number) =>
    is === asked ? [] : [`${goal.id} ${what} ${is} times, asked ${asked}`];
  const runs = agreed('continue').length;
  const resumes = agreed('resume').filter(says('goes on')).length;
  const pauses = agreed('pause', 'stop').filter((one) => !says('already')(one));
  const pausedAtOnce = pauses.filter(says('is paused')).length;
  const paused = happened('paused');
  return [
    ...compare('was begun', 1, agreed('run').length),
    ...compare('was continued', goal.run - 1, runs),
    ...compare('began a run', happened('resumed', isRun), runs),
    ...compare('went on', happened('resumed') - happened('resumed', isRun), resumes),
    ...compare(
      'was answered',
      happened('answered', ({ by }) => by !== undefined),
      agreed('answer').length,
    ),
    ...compare('got more', happened('decision', isGrowth), agreed('budget').length),
    ...(paused >= pausedAtOnce && paused <= pauses.length
      ? []
      : [`${goal.id} paused ${paused} times, asked ${pauses.length}, at once ${pausedAtOnce}`]),
    ...checkSaid(goal, agreed('say', 'continue')),
    ...checkCancelled({ goal, events }, agreed('cancel')),
  ];
}

type Data = PastGoal['events'][number]['data'];

const isRun = ({ how }: Data): boolean => how !== undefined;
const isGrowth = ({ what }: Data): boolean => what === 'budget grown';

const says =
  (title: string) =>
  ({ answer }: Answered): boolean =>
    answer?.content.title.includes(title) === true;

function checkSaid(goal: GoalDocument, said: readonly Answered[]): string[] {
  const texts = said.map(({ delivery }) => delivery.text);
  const kept = goal.messages.map(({ text }) => text);
  return texts.toSorted().join('\n') === kept.toSorted().join('\n')
    ? []
    : [`${goal.id} was told ${JSON.stringify(texts)} and knows ${JSON.stringify(kept)}`];
}

/** Each cancel that was agreed to ended a run, for the reason that was given. */
function checkCancelled({ goal, events }: PastGoal, cancelled: readonly Answered[]): string[] {
  const reasons = cancelled.map(({ delivery }) => delivery.text);
  const ends = events
    .filter(({ type, data }) => type === 'goal.completed' && data['state'] === 'cancelled')
    .map(({ data }) => String(data['reason']));
  return reasons.toSorted().join('\n') === ends.toSorted().join('\n')
    ? []
    : [`${goal.id} was cancelled for ${JSON.stringify(ends)}, asked ${JSON.stringify(reasons)}`];
}
