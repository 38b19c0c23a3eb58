import type { SourceMessage } from '../domain/surface/attachment.ts';
import type { Post, ReceiptSign } from '../domain/post.ts';
import type { GoalDocument } from '../goal/state.ts';

type Message = GoalDocument['messages'][number];

const signs: Readonly<Record<Message['state'], ReceiptSign>> = {
  queued: 'seen',
  delivered: 'delivered',
  acknowledged: 'acknowledged',
  undelivered: 'undelivered',
};

/** How far what people wrote has got, as signs on their own messages; those that were no messages have none. */
export const signsOf = (before: GoalDocument, goal: GoalDocument): Post[] =>
  goal.messages.flatMap((message, index) => {
    const { receipt, source, state } = message;
    if (source === undefined || before.messages[index]?.state === state) return [];
    return [sign(goal, receipt, source, signs[state])];
  });

/** The message that the goal was asked for with was seen. */
export const signOfAsking = (goal: GoalDocument): Post[] =>
  goal.spec.asking === undefined ? [] : [sign(goal, 'asking', goal.spec.asking, 'seen')];

/** A message that goes back to the queue keeps the sign it has: each is shown once. */
function sign(goal: GoalDocument, what: string, message: SourceMessage, mark: ReceiptSign): Post {
  const { platform, workspace, channel } = message;
  return {
    key: `${goal.id}/sign/${what}/${mark}`,
    goal: goal.id,
    kind: 'sign',
    to: { platform, workspace, channel },
    content: { tone: 'info', title: `${what === 'asking' ? goal.id : what}: ${mark}`, blocks: [] },
    mark: { message, sign: mark },
  };
}
