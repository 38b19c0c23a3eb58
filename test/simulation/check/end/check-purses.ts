import { accuse } from '../../world/world.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** The store's purses are those of our own account, and nothing is set aside any more. */
export async function checkPurses(world: World): Promise<void> {
  const { reserved, spent } = world.ledger;
  for (const id of reserved.keys()) accuse(world, `money is still set aside for ${id}`);
  const rows = await world.store.purses();
  for (const { key, spentUsd, reservedUsd } of rows) {
    const own = spent.get(key) ?? 0;
    if (Math.abs(spentUsd - own) > 1e-6)
      accuse(world, `${key}: $${spentUsd} are spent, it should be $${own}`);
    if (Math.abs(reservedUsd) > 1e-6) accuse(world, `${key}: $${reservedUsd} are still set aside`);
  }
  const known = new Set(rows.map(({ key }) => key));
  for (const key of spent.keys()) if (!known.has(key)) accuse(world, `the store forgot the purse ${key}`);
}
