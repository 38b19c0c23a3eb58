import { placeOfChannel } from '../domain/hooks/channel.ts';
import type { GoalId } from '../domain/ids.ts';
import type { Origin } from '../domain/origin.ts';
import type { Post } from '../domain/post.ts';
import type { Notice } from '../goal/notices.ts';
import type { Step } from '../goal/reduce.ts';
import type { GoalDocument } from '../goal/state.ts';
import { urgencyOf } from '../policy/outbox/urgency.ts';
import { narrate } from '../text/narrate.ts';
import { statusCard } from '../text/status-card.ts';
import { signOfAsking, signsOf } from './signs.ts';

/** The card that opens the thread. */
export const rootPost = (goal: GoalDocument): Post => ({
  key: `${goal.id}/root/${goal.roots}`,
  goal: goal.id,
  kind: 'root',
  to: goal.origin,
  content: statusCard(goal),
});

/** What is said of a goal that is new: its card, and to who asked for it that it was seen. */
export const firstPosts = (goal: GoalDocument): Post[] => [rootPost(goal), ...signOfAsking(goal)];

/** What a step says at the goal's own place, in the order it is said; numbers the notices in the document as it goes. */
export function postsOf(before: GoalDocument, step: Step): Post[] {
  const goal = step.document;
  return [
    ...(step.rootWanted ? [rootPost(goal)] : []),
    ...step.notices.filter((notice) => placeElsewhere(goal, notice) === undefined).map(numbered(goal)),
    ...signsOf(before, goal),
    ...cardsOf(before, goal),
  ];
}

const numbered =
  (goal: GoalDocument) =>
  (notice: Notice): Post => {
    const number = goal.nextPost;
    goal.nextPost += 1;
    return {
      key: `${goal.id}/notice/${number}`,
      goal: goal.id,
      kind: 'notice',
      to: goal.origin,
      content: narrate(notice, goal),
      ...urgencyOf(notice.type),
      ...rungOf(goal, notice),
    };
  };

/** A change of the card is an edit, unless it cannot be edited any more. */
function cardsOf(before: GoalDocument, goal: GoalDocument): Post[] {
  const content = statusCard(goal);
  const card = { goal: goal.id, to: goal.origin, content };
  if (goal.card !== undefined && goal.card.number !== before.card?.number)
    return [{ ...card, key: `${goal.id}/card/${goal.card.number}`, kind: 'notice', freshCard: true }];
  if (JSON.stringify(content) === JSON.stringify(statusCard(before))) return [];
  return [{ ...card, key: `${goal.id}/card`, kind: 'card' }];
}

/** What a step says at places that are not the goal's own. A channel that is none was refused when it was named. */
export const postsElsewhere = (step: Step): Post[] =>
  step.notices.flatMap((notice) => {
    const elsewhere = placeElsewhere(step.document, notice);
    if (elsewhere?.to === undefined) return [];
    const { key, to } = elsewhere;
    const content = narrate(notice, step.document);
    const rung = rungOf(step.document, notice);
    return [{ key, kind: 'notice' as const, to, content, ...urgencyOf(notice.type), ...rung }];
  });

/** Where a notice goes that is not for the goal's thread, and under which key. */
function placeElsewhere(
  goal: GoalDocument,
  notice: Notice,
): { readonly key: string; readonly to: Origin | undefined } | undefined {
  if (notice.type === 'HookTells') return { key: notice.key, to: placeOfChannel(notice.channel) };
  if (notice.type !== 'Climbed') return undefined;
  const { ask, step } = notice;
  const to = goal.ladders.find((ladder) => ladder.ask === ask)?.rungs[step]?.place;
  return to === undefined ? undefined : { key: rungKey(goal.id, ask, step), to };
}

/** `rung/G-1/Q-1/2`: asks have names of their own, so a key names one rung for ever. */
const rungKey = (goal: GoalId, ask: string, step: number): string => `rung/${goal}/${ask}/${step}`;

/** Which rung a notice is; what asks in the thread is the first one, where the ladder begins there. */
function rungOf(goal: GoalDocument, notice: Notice): Pick<Post, 'rung'> {
  if (notice.type === 'Climbed')
    return { rung: { goal: goal.id, ask: notice.ask, step: notice.step, again: true } };
  const ask = askedBy(goal, notice);
  const first = goal.ladders.find((ladder) => ladder.ask === ask)?.rungs[0];
  if (ask === undefined || first?.to !== 'thread' || first.afterMs > 0) return {};
  return { rung: { goal: goal.id, ask, step: 0, again: false } };
}

function askedBy(goal: GoalDocument, notice: Notice): string | undefined {
  if (notice.type === 'Asked') return notice.question;
  return notice.type === 'Blocked' || notice.type === 'BudgetAsk' ? goal.waiting?.request : undefined;
}
