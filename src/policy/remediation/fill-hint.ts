import type { Location } from './finding.ts';

/** Longest word from outside within a hint, in characters. */
const longestWord = 100;
/** Longest hint: it has to fit into a prompt with others. */
const longestHint = 380;

/** Fills a template: `{name}` is a capture, `{at}` the place; a part in `[…]` goes when one of its names is unknown. */
export function fillHint(
  template: string,
  location: Location,
  captures: Readonly<Record<string, string>>,
): string {
  const words: Readonly<Record<string, string | undefined>> = {
    ...captures,
    file: location.file,
    line: location.line?.toString(),
    test: location.test,
    at: placeOf(location),
  };
  const known = (name: string): boolean => words[name] !== undefined;
  return template
    .replaceAll(/\[([^\]]*)\]/g, (_part, inner: string) => (namesIn(inner).every(known) ? inner : ''))
    .replaceAll(/\{(\w+)\}/g, (_slot, name: string) => clip(words[name] ?? 'it'))
    .replaceAll(/([.:!?…])\.(?=\s|$)/g, '$1')
    .slice(0, longestHint);
}

const namesIn = (part: string): readonly string[] =>
  [...part.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

/** `src/a.ts:3`, or the file alone. */
const placeOf = ({ file, line }: Location): string | undefined =>
  file === undefined || line === undefined ? file : `${file}:${line}`;

const clip = (word: string): string =>
  word.length > longestWord ? `${word.slice(0, longestWord - 1)}…` : word;
