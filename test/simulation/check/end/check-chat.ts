import { isDeepStrictEqual } from 'node:util';
import type { Post } from '../../../../src/domain/post.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { statusCard } from '../../../../src/text/status-card.ts';
import type { ChatMessage } from '../../world/entities.ts';
import { storedGoals } from '../../world/ledger.ts';
import { accuse } from '../../world/world.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** What people see: everything that was to be said, once, in order and to the letter, under cards that tell how it stands. */
export function checkChat(world: World): void {
  const keys = new Set<string>();
  for (const { key } of world.chat.messages) {
    if (keys.has(key)) accuse(world, `${key} was posted twice`);
    keys.add(key);
  }
  const goals = storedGoals(world);
  for (const goal of goals) checkThread(world, goal);
  const posted = goals.reduce((sum, goal) => sum + threadOf(world, goal).length, 0);
  if (posted !== world.chat.messages.length)
    accuse(world, `${world.chat.messages.length} messages, of which only ${posted} belong to a thread`);
}

/** The root and everything under it, as people see it from top to bottom. */
const threadOf = (world: World, goal: GoalDocument): readonly ChatMessage[] =>
  world.chat.messages.filter(
    (message) =>
      message.channel === goal.origin.channel &&
      (message.id === goal.origin.thread || message.thread === goal.origin.thread),
  );

const keys = (posts: readonly (ChatMessage | Post)[]): string => posts.map(({ key }) => key).join(' ');

function checkThread(world: World, goal: GoalDocument): void {
  const claim = (holds: boolean, what: string) => holds || accuse(world, `${goal.id}: ${what}`);
  const [root, ...notices] = threadOf(world, goal);
  const wanted = world.ledger.posts.filter((post) => post.goal === goal.id && post.kind === 'notice');
  claim(
    wanted.length === goal.nextPost - 1,
    `${wanted.length} notices were ordered, ${goal.nextPost - 1} are counted`,
  );
  claim(root?.key === `${goal.id}/root/${goal.roots}`, `the thread begins with ${root?.key}`);
  claim(
    isDeepStrictEqual(root?.content, statusCard(goal)),
    `the card shows ${JSON.stringify(root?.content)}, and should show ${JSON.stringify(statusCard(goal))}`,
  );
  claim(keys(notices) === keys(wanted), `the thread reads ${keys(notices)}, wanted ${keys(wanted)}`);
  for (const [index, { key, content }] of notices.entries())
    claim(isDeepStrictEqual(content, wanted[index]?.content), `${key} reads other than it was written`);
}
