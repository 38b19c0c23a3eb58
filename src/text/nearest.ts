/** The known word that somebody probably meant; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase().slice(0, 60);
  const [best] = known
    .map((candidate) => ({
      candidate,
      far: isSwap(typed, candidate.toLowerCase()) ? 1 : changesBetween(typed, candidate.toLowerCase()),
    }))
    .toSorted((a, b) => a.far - b.far);
  if (best === undefined) return undefined;
  return best.far <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : undefined;
}

/** Two neighbouring letters typed in the wrong order: one slip, though two letters differ. */
const isSwap = (typed: string, meant: string): boolean =>
  typed.length === meant.length &&
  Array.from(
    meant,
    (_, at) =>
      meant.slice(0, at) +
      meant
        .slice(at, at + 2)
        .split('')
        .toReversed()
        .join('') +
      meant.slice(at + 2),
  ).includes(typed);

/** How many letters must be added, dropped or replaced to turn one word into the other (Levenshtein). */
function changesBetween(a: string, b: string): number {
  const first = Array.from({ length: b.length + 1 }, (_, index) => index);
  const last = Array.from(a).reduce((row, letter, line) => nextRow(row, letter, line + 1, b), first);
  return last[b.length] ?? 0;
}

function nextRow(row: readonly number[], letter: string, line: number, b: string): number[] {
  const next = [line];
  for (let column = 1; column <= b.length; column += 1) {
    const replaced = (row[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
    next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
  }
  return next;
}
