import { isDeepStrictEqual } from 'node:util';
import type { Post } from '../../../../src/domain/post.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { statusCard } from '../../../../src/text/status-card.ts';
import type { ChatMessage } from '../../world/entities.ts';
import { storedGoals } from '../../world/ledger.ts';
import { accuse, note } from '../../world/world.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** What people see: everything that was to be said, once, in order and to the letter, under cards that tell how it stands. */
export async function checkChat(world: World): Promise<void> {
  const keys = new Set<string>();
  for (const { key } of world.chat.messages) {
    if (keys.has(key)) accuse(world, `${key} was posted twice`);
    keys.add(key);
  }
  const goals = storedGoals(world);
  const unsaid = await unsaidPosts(world);
  for (const goal of goals) checkThread(world, goal, unsaid);
  const elsewhere = checkElsewhere(world, unsaid);
  const posted = goals.reduce((sum, goal) => sum + threadOf(world, goal).length, elsewhere);
  if (posted !== world.chat.messages.length)
    accuse(world, `${world.chat.messages.length} messages, of which only ${posted} belong to a thread`);
}

/** What was not true any more when its time came, or was not taken: only what asks again may go unsaid for the first. */
async function unsaidPosts(world: World): Promise<ReadonlySet<string>> {
  const unsaid = new Set<string>();
  for (const { key, rung } of world.ledger.posts) {
    const outcome = await world.store.outcome(key);
    if (outcome === undefined || !('refused' in outcome)) continue;
    unsaid.add(key);
    note(world, `${key} was not said: ${outcome.refused}`);
    if (outcome.refused === 'obsolete' && rung?.again !== true) accuse(world, `${key} was dropped`);
  }
  return unsaid;
}

/** What was said to single people and to operators, and how much of it. */
function checkElsewhere(world: World, unsaid: ReadonlySet<string>): number {
  const wanted = world.ledger.posts.filter((post) => post.goal === undefined && !unsaid.has(post.key));
  for (const { key, content } of wanted) {
    const said = world.chat.messages.find((message) => message.key === key);
    if (!isDeepStrictEqual(said?.content, content)) accuse(world, `${key} reads other than it was written`);
  }
  return wanted.length;
}

/** The root and everything under it, as people see it from top to bottom. */
const threadOf = (world: World, goal: GoalDocument): readonly ChatMessage[] =>
  world.chat.messages.filter(
    (message) =>
      message.channel === goal.origin.channel &&
      (message.id === goal.origin.thread || message.thread === goal.origin.thread),
  );

const keys = (posts: readonly (ChatMessage | Post)[]): string => posts.map(({ key }) => key).join(' ');

function checkThread(world: World, goal: GoalDocument, unsaid: ReadonlySet<string>): void {
  const claim = (holds: boolean, what: string) => holds || accuse(world, `${goal.id}: ${what}`);
  const [root, ...notices] = threadOf(world, goal);
  const ordered = world.ledger.posts.filter((post) => post.goal === goal.id && post.kind === 'notice');
  const numbered = ordered.filter(({ freshCard }) => freshCard === undefined);
  claim(
    numbered.length === goal.nextPost - 1,
    `${numbered.length} notices were ordered, ${goal.nextPost - 1} are counted`,
  );
  claim(root?.key === `${goal.id}/root/${goal.roots}`, `the thread begins with ${root?.key}`);
  const card = goal.card === undefined ? root : notices.find(({ id }) => id === goal.card?.messageId);
  claim(
    isDeepStrictEqual(card?.content, statusCard(goal)),
    `the card shows ${JSON.stringify(card?.content)}, and should show ${JSON.stringify(statusCard(goal))}`,
  );
  const wanted = ordered.filter(({ key }) => !unsaid.has(key));
  claim(keys(notices) === keys(wanted), `the thread reads ${keys(notices)}, wanted ${keys(wanted)}`);
  for (const [index, { key, content }] of notices.entries())
    if (wanted[index]?.freshCard !== true)
      claim(isDeepStrictEqual(content, wanted[index]?.content), `${key} reads other than it was written`);
}
