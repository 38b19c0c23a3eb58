import { isDeepStrictEqual } from 'node:util';
import { isTerminal } from '../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { narrate } from '../../../src/text/narrate.ts';
import { statusCard } from '../../../src/text/status-card.ts';
import type { ChatMessage } from '../world/entities.ts';
import { accuse, type World } from '../world/world.ts';
import { storedGoals } from './check-goals.ts';

/** What people see: everything that was to be said, once, in order, and cards that tell how it ended. */
export async function checkChat(world: World): Promise<void> {
  const keys = new Set<string>();
  for (const { key } of world.chat.messages) {
    if (keys.has(key)) accuse(world, `${key} was posted twice`);
    keys.add(key);
  }
  const goals = await storedGoals(world);
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

function checkThread(world: World, goal: GoalDocument): void {
  const claim = (holds: boolean, what: string) => holds || accuse(world, `${goal.id}: ${what}`);
  const [root, ...notices] = threadOf(world, goal);
  const wanted = Array.from({ length: goal.nextPost - 1 }, (_, index) => `${goal.id}/notice/${index + 1}`);
  claim(root?.key === `${goal.id}/root/${goal.roots}`, `the thread begins with ${root?.key}`);
  claim(
    notices.map((notice) => notice.key).join() === wanted.join(),
    `the thread reads ${notices.map((notice) => notice.key).join()}, wanted ${wanted.length} notices`,
  );
  claim(
    isDeepStrictEqual(root?.content, statusCard(goal)),
    `the card shows ${JSON.stringify(root?.content)}`,
  );
  const ends = notices.filter((notice) =>
    isDeepStrictEqual(notice.content, narrate({ type: 'RunEnded' }, goal)),
  );
  claim(ends.length === (isTerminal(goal.state) ? 1 : 0), `its end was announced ${ends.length} times`);
}
