/** Sums of `git diff-tree --numstat -z`: files, and lines of those that are text. */
export interface NumstatSum {
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
}

/** `ins\tdel\tpath\0`; a rename is `ins\tdel\t\0old\0new\0`; a binary file counts `-`. Names may hold anything but NUL. */
export function sumNumstat(output: string): NumstatSum {
  const fields = output.split('\0');
  const sum = { files: 0, insertions: 0, deletions: 0 };
  for (let index = 0; index < fields.length; index += 1) {
    const match = /^(\d+|-)\t(\d+|-)\t/.exec(fields[index] ?? '');
    if (!match) continue;
    sum.files += 1;
    sum.insertions += Number(match[1]) || 0;
    sum.deletions += Number(match[2]) || 0;
    if (fields[index]?.length === match[0].length) index += 2;
  }
  return sum;
}
