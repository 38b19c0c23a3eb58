/** A commit message with drover's trailer, as a block of its own or added to the trailers that are there. */
export function commitMessage(message: string, goal: string | undefined): string {
  const text = message.replaceAll('\0', '').trimEnd();
  if (goal === undefined) return `${text}\n`;
  const trailer = `Drover-Goal: ${goal}`;
  const lastBlock = text.split(/\n\s*\n/).at(-1) ?? '';
  const hasTrailers = text.includes('\n') && lastBlock !== text && lastBlock.split('\n').every(isTrailer);
  if (hasTrailers && lastBlock.split('\n').includes(trailer)) return `${text}\n`;
  return `${text}${hasTrailers ? '\n' : '\n\n'}${trailer}\n`;
}

const isTrailer = (line: string): boolean => /^[A-Za-z][A-Za-z-]*: \S/.test(line);
