import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What drover remembers about notes beside them, so that the files stay quiet: the digest of what it wrote itself, and
 * when a note was last recalled. It lies in the folder's `.git`; without it every note counts as written by a person.
 */
const LedgerSchema = z.object({
  notes: z.record(z.string(), z.object({ digest: z.string().optional(), recalledAt: z.number().optional() })),
});
export type Ledger = z.infer<typeof LedgerSchema>;

const ledgerPath = (folder: string): string => join(folder, '.git', 'drover-notes.json');

export async function readLedger(folder: string): Promise<Ledger> {
  try {
    return LedgerSchema.parse(JSON.parse(await readFile(ledgerPath(folder), 'utf8')));
  } catch {
    // Lost or spoilt: nothing but convenience depends on it.
    return { notes: {} };
  }
}

/** Keeps rows of notes that still exist. */
export async function writeLedger(folder: string, ledger: Ledger, files: readonly string[]): Promise<void> {
  const present = new Set(files);
  const notes = Object.fromEntries(Object.entries(ledger.notes).filter(([file]) => present.has(file)));
  const path = ledgerPath(folder);
  const next = `${path}.${randomUUID()}`;
  try {
    await writeFile(next, JSON.stringify({ notes }), { mode: 0o600 });
    await rename(next, path);
  } finally {
    await rm(next, { force: true });
  }
}

/** SHA-256, in hex. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Whether a note stands there as drover wrote it. */
export const isOwn = (ledger: Ledger, note: { readonly file: string; readonly text: string }): boolean =>
  ledger.notes[note.file]?.digest === digestOf(note.text);
