import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What lies in a turn's folder and who writes it. */
export const turnFiles = {
  /** drover, before the start: what is started. */
  meta: 'meta.json',
  /** drover at first, then the shim: which processes these are. While drover watches it touches the file. */
  shim: 'shim.json',
  /** drover: that the turn shall end, and why. */
  end: 'end.json',
  /** The agent itself. */
  stdout: 'stdout.jsonl',
  stderr: 'stderr.log',
  /** The shim, when the whole tree is gone: how it ended. */
  exit: 'exit.json',
} as const;

/** Writes a note whole or not at all, for nobody else to read. */
export function writeNote(folder: string, name: string, note: object): void {
  const staging = join(folder, `${name}.part`);
  writeFileSync(staging, `${JSON.stringify(note, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(staging, join(folder, name));
}
