import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A `git` that dies at one of its calls, as it would with the machine; a folder for the front of `PATH`. */
export interface CrashingGit {
  readonly path: string;
  /** How many calls there were. */
  readonly calls: () => Promise<number>;
}

/**
 * @param at which call dies; the others are the real git
 * @param how `before`: it does nothing; `midway`: it is killed while at work; `after`: it did its work, and nobody heard of it
 */
export async function makeCrashingGit(
  folder: string,
  at: number,
  how: 'before' | 'midway' | 'after',
): Promise<CrashingGit> {
  const counter = path.join(folder, 'calls');
  await mkdir(folder, { recursive: true });
  await writeFile(counter, '');
  const deaths = {
    before: 'kill -9 $$',
    midway: 'real "$@" & sleep 0.002; kill -9 $!; kill -9 $$',
    after: 'real "$@"; kill -9 $$',
  };
  const realPath = process.env['PATH'] ?? '';
  // Calls that git makes of itself find the real one first.
  const script = `#!/bin/sh
PATH='${realPath}'; export PATH
real() { git "$@"; }
printf x >> '${counter}'
if [ "$(wc -c < '${counter}')" -eq ${at} ]; then ${deaths[how]}; fi
exec git "$@"
`;
  const file = path.join(folder, 'git');
  await writeFile(file, script);
  await chmod(file, 0o755);
  return {
    path: `${folder}:${realPath}`,
    calls: async () => (await readFile(counter, 'utf8')).length,
  };
}
