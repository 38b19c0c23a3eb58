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
  // One death in three or so finds an agent at work, one life in five is awake before it ends: a short torture may meet none.
  { kills: 10, name: 'a few times', outlivedBy: 0, attachedTo: 0 },
  { kills: manyKills, name: 'hundreds of times', outlivedBy: 1, attachedTo: manyKills >= 30 ? 1 : 0 },
])(
  'drover killed $name ($kills) loses nothing, repeats nothing and leaves nothing running',
  async ({ kills, outlivedBy, attachedTo }) => {
    stage = await setStage(seed);
    process.stdout.write(`torture: ${kills} kills, seed ${seed}, in ${stage.folder}\n`);
    await torture(stage, kills);
    const { violations, remains } = await findViolations(stage);
    process.stdout.write(`torture: ${summaryOf(stage, remains)}\n`);
    expect(violations).toEqual([]);
    const done = remains.goals.filter(({ goal }) => goal.state === 'done').length;
    expect(done, 'goals that were done in spite of it all').toBeGreaterThan(0);
    // How many turns are cut off is up to chance; that each of them had a reason is among the violations.
    const turns = remains.goals.flatMap(({ goal }) => goal.turns);
    const finished = turns.filter(({ outcome }) => outcome === 'finished').length;
    expect(finished, 'turns that finished in spite of it all').toBeGreaterThanOrEqual(done);
    const { outlived, attached } = turnsThatOutlived(stage, remains);
    expect(outlived, 'turns that went on in spite of a death').toBeGreaterThanOrEqual(outlivedBy);
    expect(attached, 'turns at work when another life came').toBeGreaterThanOrEqual(attachedTo);
  },
);
