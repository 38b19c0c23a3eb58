import { afterEach, expect, test } from 'vitest';
import { findViolations } from '../../support/torture/invariants/find-violations.ts';
import { summaryOf, turnsThatOutlived } from '../../support/torture/invariants/summary.ts';
import { setStage, type Stage } from '../../support/torture/stage.ts';
import { torture } from '../../support/torture/torture.ts';
import { canSeeProcesses } from '../../../adapters/process/proc-table.ts';

/** Same seed, same choices; what happens in which moment is still up to the machine. */
const seed = Number(process.env['DROVER_TORTURE_SEED'] ?? Date.now() % 1_000_000);
const manyKills = Number(process.env['DROVER_TORTURE_KILLS'] ?? 200);

let stage: Stage;
afterEach(() => stage.remove());

test.skipIf(!canSeeProcesses()).each([
  { kills: 10, name: 'a few times' },
  { kills: manyKills, name: 'hundreds of times' },
])(
  'drover killed $name ($kills) loses nothing, repeats nothing and leaves nothing running',
  async ({ kills }) => {
    stage = await setStage(seed);
    process.stdout.write(`torture: ${kills} kills, seed ${seed}, in ${stage.folder}\n`);
    await torture(stage, kills);
    const { violations, remains } = await findViolations(stage);
    process.stdout.write(`torture: ${summaryOf(stage, remains)}\n`);
    expect(violations).toEqual([]);
    expect(remains.goals.some(({ goal }) => goal.state === 'done')).toBe(true);
    const turns = remains.goals.flatMap(({ goal }) => goal.turns);
    const finished = turns.filter(({ outcome }) => outcome === 'finished').length;
    expect(finished, 'turns that finished in spite of it all').toBeGreaterThan(turns.length / 2);
    const { attached } = turnsThatOutlived(stage, remains);
    expect(attached, 'turns that another life attached to while they ran').toBeGreaterThan(0);
  },
);
