import { describe, expect, it } from 'vitest';
import { applyRegistry } from '../../../../../../adapters/store/shared/registry/apply-registry.ts';
import { refuseReservations } from '../../../../../../adapters/store/shared/registry/refuse-reservations.ts';
import {
  emptyRegistry,
  type RegistryTables,
} from '../../../../../../adapters/store/shared/registry/registry-tables.ts';
import { reservationOf } from '../../../../../contract/store/samples.ts';

const day = 24 * 60 * 60 * 1000;

function spentOn(purse: string, usd: number, at: number): RegistryTables {
  const registry = emptyRegistry();
  const limits = { [purse]: usd };
  applyRegistry(registry, { reserve: [reservationOf('G-1/e1', usd, limits)] }, { record: 1, at });
  applyRegistry(registry, { settle: [{ id: 'G-1/e1', usd }] }, { record: 2, at });
  return registry;
}

describe('the check of purses', () => {
  it('changes nothing, whether it refuses or not', () => {
    const registry = spentOn('day', 3, 0);
    applyRegistry(registry, { reserve: [reservationOf('G-1/e2', 1, { day: 5 })] }, { record: 3, at: 0 });
    const before = structuredClone(registry);
    for (const usd of [1, 3]) {
      const settle = [{ id: 'G-1/e2', usd: 0.5 }];
      const refusal = refuseReservations(
        registry,
        { settle, reserve: [reservationOf('G-2/e1', usd, { day: 5 })] },
        0,
      );
      expect(refusal === undefined).toBe(usd === 1);
      expect(registry).toEqual(before);
    }
  });

  it('counts a purse as new that snapshots forget, at the very time at which they forget it', () => {
    const registry = spentOn('day', 5, 1_000);
    const commit = { reserve: [reservationOf('G-2/e1', 1, { day: 5 })] };
    expect(refuseReservations(registry, commit, 1_000 + 70 * day)).toMatchObject({ leftUsd: 0 });
    expect(refuseReservations(registry, commit, 1_001 + 70 * day)).toBeUndefined();
  });

  it('names the first of the purses that cannot give', () => {
    const registry = spentOn('day', 5, 0);
    const limits = { other: 9, all: 2, day: 5 };
    const refusal = refuseReservations(registry, { reserve: [reservationOf('G-2/e1', 3, limits)] }, 0);
    expect(refusal).toEqual({ ok: false, reason: 'purse-empty', purse: 'all', leftUsd: 2, limitUsd: 2 });
  });
});
