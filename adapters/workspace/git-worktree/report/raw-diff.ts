import type { ChangedFile } from '../../../../src/ports/workspace.ts';

/** A path that differs between two trees. */
export type RawChange = Pick<ChangedFile, 'path' | 'change'>;

/** Reads `git diff-tree --raw -z --no-renames`: `:mode mode sha sha status\0path\0`. Names may hold anything but NUL. */
export function parseRawDiff(output: string): readonly RawChange[] {
  const fields = output.split('\0');
  const changes: RawChange[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, status] = /^:\d+ \d+ \S+ \S+ ([A-Z])/.exec(fields[at] ?? '') ?? [];
    if (status !== undefined) changes.push({ path: fields[at + 1] ?? '', change: changeOf(status) });
  }
  return changes;
}

/** `T`, a link in the place of a file, is a change of what was there. */
function changeOf(status: string): ChangedFile['change'] {
  if (status === 'A') return 'added';
  return status === 'D' ? 'deleted' : 'modified';
}
