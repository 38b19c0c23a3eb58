import { accuse } from '../../world/world.ts';
import { checkSigns } from '../said/check-signs.ts';
import { checkChat } from './check-chat.ts';
import { checkGoals } from './check-goals.ts';
import { checkHooks } from './check-hooks.ts';
import { checkPurses } from './check-purses.ts';
import { checkWishes } from './check-wishes.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** What must hold when everything has come to rest. */
export async function checkAll(world: World): Promise<void> {
  await checkGoals(world);
  await checkChat(world);
  checkSigns(world);
  checkHooks(world);
  await checkPurses(world);
  checkWishes(world);
}

/** Nothing is left running that no goal owns. */
export function checkQuiet(world: World): void {
  for (const { running, tag } of world.processes.values()) if (running) accuse(world, `${tag} still runs`);
  for (const tag of world.checks.keys()) accuse(world, `${tag} still runs`);
}
