import type { Reservation, Settlement } from '../../../../src/ports/store/registry.ts';
import { traits } from '../../world/agents/agent-kinds.ts';
import type { Seen } from '../../world/observe-store.ts';
import { claimOf, type Claim } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** Sums of cents are not exact. */
const dust = 1e-9;

/** Purses by an account of our own: what is set aside belongs to pending turns, what is settled is what was booked. */
export function checkMoney(world: World, seen: Seen): void {
  const claim = claimOf(world, seen);
  const { settle = [], reserve = [], cooldowns = [] } = seen.commit;
  for (const settlement of settle) checkSettlement(world, seen, settlement, claim);
  for (const reservation of reserve) checkReservation(world, reservation, claim);
  for (const cooldown of cooldowns)
    world.ledger.cooldowns.set(cooldown.agent, { ...cooldown, since: world.clock.now() });
  checkBalance(world, seen, claim);
}

function checkSettlement(world: World, { before, after }: Seen, { id, usd }: Settlement, claim: Claim): void {
  const { reserved, spent } = world.ledger;
  const rows = after.turns.slice(before?.turns.length ?? 0);
  const booked = rows.reduce((sum, { usage }) => sum + (usage.costUsd ?? 0), 0);
  claim(Math.abs(booked - usd) < dust, `$${usd} are settled, $${booked} are booked`);
  for (const { key } of reserved.get(id)?.purses ?? []) spent.set(key, (spent.get(key) ?? 0) + usd);
  reserved.delete(id);
}

function checkReservation(world: World, { id, usd, purses }: Reservation, claim: Claim): void {
  const { reserved, spent } = world.ledger;
  reserved.delete(id);
  for (const { key, limitUsd } of purses) {
    const others = [...reserved.values()].filter((other) => other.purses.some((purse) => purse.key === key));
    const aside = others.reduce((sum, other) => sum + other.usd, 0);
    const total = (spent.get(key) ?? 0) + aside + usd;
    claim(total <= limitUsd + dust, `$${usd} more make $${total} in ${key}, which holds $${limitUsd}`);
  }
  reserved.set(id, { usd, purses });
}

/** Every pending turn that costs has its money, and nothing else has any. */
function checkBalance(world: World, { id, after }: Seen, claim: Claim): void {
  const { reserved, unpaid } = world.ledger;
  const aside = [...reserved.keys()].filter((key) => key.startsWith(`${id}/`));
  for (const effect of after.effects)
    if (effect.type === 'RunTurn' && effect.agent.name === world.lacks && !reserved.has(`${id}/${effect.id}`))
      unpaid.add(`${id}/${effect.id}`);
  const purses = world.settings.money.purses(after, world.clock.now());
  const due = after.effects
    .filter((effect) => effect.type === 'RunTurn' && traits.get(effect.agent.name)?.costs === true)
    .map((effect) => `${id}/${effect.id}`)
    .filter((key) => !unpaid.has(key));
  const wanted = purses.length === 0 ? [] : due;
  claim(
    aside.join() === wanted.join(),
    `money is set aside for “${aside.join()}”, and due for “${wanted.join()}”`,
  );
}
