type FlagValue = boolean | string | number | readonly string[];

/** Quotes that a line is read with, the shell's own first: inside of them nothing means anything. */
const quotes: readonly (readonly [open: string, close: string])[] = [
  ["'", "'"],
  ['"', '"'],
  ['“', '”'],
  ['‘', '’'],
];

/** A word as it has to be typed to be read as this one; undefined when no quotes can hold it. */
export function quoted(word: string): string | undefined {
  if (/^[\w./:=@%+,][\w./:=@%+,-]*$/.test(word)) return word;
  const pair = quotes.find(([open, close]) => !word.includes(open) && !word.includes(close));
  return pair === undefined ? undefined : `${pair[0]}${word}${pair[1]}`;
}

/** `--turns 5 --accept 'npm test'`, in the order given; undefined when one of them cannot be typed on a line. */
export function flagWords(flags: Readonly<Record<string, FlagValue>>): string | undefined {
  const words = Object.entries(flags).flatMap(([name, value]) => wordsOf(name, value));
  return words.includes(undefined) ? undefined : words.join(' ');
}

function wordsOf(name: string, value: FlagValue): readonly (string | undefined)[] {
  if (typeof value === 'boolean') return value ? [`--${name}`] : [];
  const values = typeof value === 'object' ? value : [String(value)];
  return values.flatMap((one) => [`--${name}`, quoted(one)]);
}

/** The whole line that dispatches this goal; undefined when it cannot be typed. */
export function runLine(flags: Readonly<Record<string, FlagValue>>, text: string): string | undefined {
  const words = flagWords(flags);
  if (words === undefined) return undefined;
  // A text that looks like a flag would be read as one.
  const dashes = /^(?:--|—)/.test(text) ? ['--'] : [];
  return ['/goal run', words, ...dashes, text].filter((part) => part !== '').join(' ');
}
