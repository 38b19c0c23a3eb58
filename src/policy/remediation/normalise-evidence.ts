import { unwrap } from './unwrap/unwrap.ts';

/** What differs from run to run of the same failure, and what stands for it. The order matters: ids before numbers. */
const volatile: readonly (readonly [pattern: RegExp, stands: string])[] = [
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, '<time>'],
  [/\b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?(?: ?[AP]M)?\b/g, '<time>'],
  [/\b(?:[A-Za-z]:)?\\(?:[^\s\\:]+\\)*(?:Temp|tmp)\\(?:[^\s\\:'"]+\\)*/g, '<tmp>/'],
  [/(?:\/private)?\/(?:tmp|var\/folders|var\/tmp|dev\/shm)\/(?:[^\s/:'"()]+\/)*/g, '<tmp>/'],
  [/<tmp>\/[^\s/:'"()]*\d[^\s/:'"()]*/g, '<tmp>'],
  [/\b0x[0-9a-f]+\b/gi, '<hex>'],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/g, '<hex>'],
  [/(localhost|\d{1,3}(?:\.\d{1,3}){3}|\]):\d{2,5}\b/g, '$1:<port>'],
  [/\b(port|pid|process|thread|worker|seed)([ =:#]{1,3})\d+/gi, '$1$2<n>'],
  [/==\d+==/g, '==<n>=='],
  [/\(\d{3,}\)/g, '(<n>)'],
  [/\b\d+(?:[.,]\d+)?%/g, '<n>%'],
  [/\b\d+(?:[.,]\d+)? ?(?:[kKMGT]i?B|bytes)\b/g, '<size>'],
  [
    /\b\d+(?:[.,]\d+)? ?(?:ns|µs|us|ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b(?: ?\d+(?:[.,]\d+)? ?m?s\b)?/g,
    '<duration>',
  ],
  [/\b(duration_ms|elapsed|time)([=: ]{1,3})\d+(?:[.,]\d+)?/gi, '$1$2<duration>'],
  [/(\.[A-Za-z]\w{0,9}):\d+(?::\d+)?/g, '$1'],
  [/\b(line|column|col) \d+/gi, '$1 <n>'],
  [/\b\d{6,}\b/g, '<n>'],
];

/**
 * The same words for the same failure, however often it is run: without durations, times, temporary paths, addresses,
 * ports, process numbers and positions in files, each line once, whatever the order that parallel tests print in.
 * Small numbers stay: `expected 3, got 4` is not `expected 3, got 5`.
 */
export function normaliseEvidence(evidence: string): string {
  return [...new Set(unwrap(evidence).map(normaliseLine))]
    .filter((line) => line !== '')
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('\n');
}

/** One line, as above. */
export const normaliseLine = (line: string): string =>
  volatile
    .reduce((text, [pattern, stands]) => text.replaceAll(pattern, stands), line)
    .replaceAll(/\s+/g, ' ')
    .trim();
