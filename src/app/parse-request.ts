/** Letters that are easily taken for digits are read as these: the ids have none of them. */
const mistaken: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };

/** What people type for a request (`R-7K2M4Q`, `r-7k2m4q`) → its id; undefined when it is none. */
export function parseRequest(text: string): string | undefined {
  const match = /^R-([0-9A-TV-Z]{6})$/.exec(text.trim().toUpperCase());
  if (match === null) return undefined;
  return `R-${(match[1] ?? '').replaceAll(/[ILO]/g, (letter) => mistaken[letter] ?? letter)}`;
}
