/** What the CLI says before and after the summary that a session goes on from. Source: version 2.1.328. */
const opening = '\nSummary:\n';
const closing = '\n\nIf you need specific details from before compaction';

/**
 * The summary itself, out of the words with which the CLI begins a compacted session: without its orders to go on
 * and the path of its own records, which mean nothing to another session. The whole text where it is put otherwise.
 */
export function summaryOf(text: string): string {
  const from = text.indexOf(opening);
  const rest = from === -1 ? text : text.slice(from + opening.length);
  const to = rest.lastIndexOf(closing);
  return (to === -1 ? rest : rest.slice(0, to)).trim();
}
