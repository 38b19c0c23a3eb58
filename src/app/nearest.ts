/**
 * How many letters must change to turn one word into the other, where two neighbours in the wrong order are one change:
 * `pasue` is as near to `pause` as a typing mistake can be.
 */
function distance(a: string, b: string): number {
  let above: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let line = 1; line <= a.length; line += 1) {
    const next = nextRow({ above, row }, a, line, b);
    above = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

interface Rows {
  readonly above: readonly number[];
  readonly row: readonly number[];
}

function nextRow({ above, row }: Rows, a: string, line: number, b: string): readonly number[] {
  const next = [line];
  for (let at = 1; at <= b.length; at += 1) {
    const replaced = (row[at - 1] ?? 0) + (a[line - 1] === b[at - 1] ? 0 : 1);
    const swapped =
      at > 1 && a[line - 1] === b[at - 2] && a[line - 2] === b[at - 1]
        ? (above[at - 2] ?? Infinity) + 1
        : Infinity;
    next.push(Math.min(replaced, swapped, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
  }
  return next;
}

/** The known word that somebody probably meant; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase().slice(0, 40);
  const [best] = known
    .map((candidate) => ({ candidate, far: distance(typed, candidate) }))
    .toSorted((a, b) => a.far - b.far);
  return best !== undefined && best.far <= Math.max(1, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}
