import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { openLowdbStore } from '../../../../adapters/store/lowdb/create-lowdb-store.ts';
import { GoalIdSchema } from '../../../../src/domain/ids.ts';
import { clock, silent } from '../../../contract/store/labs.ts';
import { seededChance } from './seeded-chance.ts';
import { verify, type Acknowledged } from './workload.ts';

const program = join(import.meta.dirname, '..', 'programs', 'writer.ts');

/**
 * Starts a process that writes, kills it with SIGKILL at a moment of chance, and looks whether everything that it was
 * told is there; again and again on the same store.
 * @returns how many commits were acknowledged in all
 */
export async function killAgainAndAgain(plan: { kills: number; seed: number }): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-kill-'));
  const chance = seededChance(plan.seed);
  const acknowledged: Acknowledged = new Map();
  try {
    for (let kill = 0; kill < plan.kills; kill += 1) {
      await writeAndDie(folder, chance() * 60, acknowledged);
      await lookAndNote(folder, acknowledged);
    }
    return [...acknowledged.values()].reduce((sum, version) => sum + version, 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeAndDie(folder: string, lifeMs: number, acknowledged: Acknowledged): Promise<void> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const dead = once(child, 'close');
  let timer: Promise<unknown> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const [id, version] = line.split(' ');
    acknowledged.set(GoalIdSchema.parse(id), Number(version));
    // Its life is counted from its first word, so that a slow machine tests the same.
    timer ??= setTimeout(lifeMs).then(() => child.kill('SIGKILL'));
  }
  await Promise.all([dead, timer]);
  if (child.signalCode !== 'SIGKILL')
    throw new Error(`the writer ended by itself with code ${child.exitCode}`);
}

/** Checks what is there, and takes note of what was written without having been acknowledged. */
async function lookAndNote(folder: string, acknowledged: Acknowledged): Promise<void> {
  const store = await openLowdbStore({ folder, clock, logger: silent });
  await verify(store, acknowledged);
  for (const { id, version } of await store.list({})) acknowledged.set(id, version);
  await store.close();
}
