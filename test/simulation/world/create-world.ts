import { createMemoryStore } from '../../../adapters/store/memory/create-memory-store.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { createDice } from './dice.ts';
import { emptyLedger } from './ledger.ts';
import { observeStore, type Witness } from './observe-store.ts';
import { throwSettings } from './settings.ts';
import { createSimClock } from './sim-clock.ts';
import type { World } from './shape/world-shape.ts';

/** A world in which nothing has happened yet; the witnesses look at everything that is written in it. */
export function createWorld(seed: number, witnesses: readonly Witness[]): World {
  const dice = createDice(seed);
  const settings = throwSettings(dice.fork());
  const clock = createSimClock(settings.begin);
  const memory = createMemoryStore({ clock, logger: createSilentLogger() });
  const world: World = {
    seed,
    clock,
    dice,
    settings,
    store: observeStore(memory, () => world, witnesses),
    ledger: emptyLedger(),
    chat: { messages: [], signs: new Map(), frozen: new Set(), lastId: 0 },
    processes: new Map(),
    checks: new Map(),
    sessions: new Map(),
    trees: new Map(),
    plans: new Map(),
    wishes: [],
    acts: new Map(),
    lacks: undefined,
    stolen: new Set(),
    calm: { since: Infinity, alive: false },
    problems: [],
    trace: [],
  };
  return world;
}
