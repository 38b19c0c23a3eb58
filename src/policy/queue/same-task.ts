/** So long after its dispatch an open goal is taken for the one that is asked for again, in milliseconds. */
export const sameTaskMs = 10 * 60 * 1000;

/** Texts that differ only in case, spaces or punctuation at their ends ask for the same. */
export const taskWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');

/**
 * A short name of a text for keys: 16 hexadecimal digits, FNV-1a over UTF-16 in two halves. Two texts may share one,
 * so whoever finds something under it compares the texts themselves.
 */
export function taskDigest(words: string): string {
  const half = (seed: number): string => {
    let hash = seed;
    for (let at = 0; at < words.length; at += 1)
      hash = Math.imul(hash ^ words.charCodeAt(at), 0x01_00_01_93) >>> 0;
    return hash.toString(16).padStart(8, '0');
  };
  return half(0x81_1c_9d_c5) + half(0x9e_37_79_b9);
}
