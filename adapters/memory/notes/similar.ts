/** From this share of common word triples on, two notes say the same. */
const nearlySame = 0.8;

/** Whether two texts are the same but for spaces, marks and capitals, or nearly so. */
export function similarity(a: string, b: string): 'same' | 'nearly' | 'different' {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (left.join(' ') === right.join(' ')) return 'same';
  const [leftTriples, rightTriples] = [triples(left), triples(right)];
  const common = [...leftTriples].filter((each) => rightTriples.has(each)).length;
  const all = leftTriples.size + rightTriples.size - common;
  return all > 0 && common / all >= nearlySame ? 'nearly' : 'different';
}

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function triples(words: readonly string[]): ReadonlySet<string> {
  if (words.length < 3) return new Set([words.join(' ')]);
  return new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
}
