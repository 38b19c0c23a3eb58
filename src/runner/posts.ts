import type { Post } from '../domain/post.ts';
import { placeOfChannel } from '../domain/hooks/channel.ts';
import type { Step } from '../goal/reduce.ts';
import type { GoalDocument } from '../goal/state.ts';
import { narrate } from '../text/narrate.ts';
import { statusCard } from '../text/status-card.ts';

/** The card that opens the thread. */
export const rootPost = (goal: GoalDocument): Post => ({
  key: `${goal.id}/root/${goal.roots}`,
  goal: goal.id,
  kind: 'root',
  to: goal.origin,
  content: statusCard(goal),
});

/** What a step says, in the order it is said; numbers the notices in the document as it goes. */
export function postsOf(before: GoalDocument, step: Step): Post[] {
  const goal = step.document;
  const posts: Post[] = step.rootWanted ? [rootPost(goal)] : [];
  for (const notice of step.notices) {
    if (notice.type === 'HookTells') continue;
    posts.push({
      key: `${goal.id}/notice/${goal.nextPost}`,
      goal: goal.id,
      kind: 'notice',
      to: goal.origin,
      content: narrate(notice, goal),
    });
    goal.nextPost += 1;
  }
  const card = statusCard(goal);
  if (JSON.stringify(card) !== JSON.stringify(statusCard(before)))
    posts.push({ key: `${goal.id}/card`, goal: goal.id, kind: 'card', to: goal.origin, content: card });
  return posts;
}

/** What a step says at places that are not the goal's own. A channel that is none was refused when it was named. */
export const postsElsewhere = (step: Step): Post[] =>
  step.notices.flatMap((notice) => {
    const to = notice.type === 'HookTells' ? placeOfChannel(notice.channel) : undefined;
    if (to === undefined || notice.type !== 'HookTells') return [];
    return [{ key: notice.key, kind: 'notice' as const, to, content: narrate(notice, step.document) }];
  });
