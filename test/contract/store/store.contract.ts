import { describe, expect, it } from 'vitest';
import type { Check, OpenLab } from './check.ts';
import { commitChecks } from './checks/commit-checks.ts';
import { entryChecks } from './checks/entry-checks.ts';
import { inboxChecks } from './checks/inbox-checks.ts';
import { leaseChecks } from './checks/lease-checks.ts';
import { outboxChecks } from './checks/outbox-checks.ts';
import { postChecks } from './checks/post-checks.ts';
import { purgeChecks } from './checks/purge-checks.ts';
import { purseChecks } from './checks/purse-checks.ts';
import { purseRaceChecks } from './checks/purse-race-checks.ts';
import { readChecks } from './checks/read-checks.ts';
import { registryChecks } from './checks/registry-checks.ts';
import { reopenChecks } from './checks/reopen-checks.ts';

/** Everything the port promises. */
export const storeChecks: readonly Check[] = [
  ...commitChecks,
  ...inboxChecks,
  ...outboxChecks,
  ...postChecks,
  ...entryChecks,
  ...purgeChecks,
  ...leaseChecks,
  ...readChecks,
  ...purseChecks,
  ...purseRaceChecks,
  ...registryChecks,
  ...reopenChecks,
];

/** Runs one check against a new store; answers what it complained about. */
export async function complaintOf(check: Check, open: OpenLab): Promise<string | undefined> {
  const lab = await open();
  try {
    await check.run(lab);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    await lab.dispose();
  }
}

/** @param forgets the store lives in memory only, so that there is nothing to open again */
export function describeStore(name: string, open: OpenLab, { forgets = false } = {}): void {
  const [lasting, momentary] = [
    storeChecks.filter((check) => check.reopens),
    storeChecks.filter((check) => !check.reopens),
  ];
  describe(`the store contract: ${name}`, () => {
    it.each(momentary)('$title', async (check) => {
      expect(await complaintOf(check, open)).toBeUndefined();
    });
    it.skipIf(forgets).each(lasting)('$title', async (check) => {
      expect(await complaintOf(check, open)).toBeUndefined();
    });
  });
}
