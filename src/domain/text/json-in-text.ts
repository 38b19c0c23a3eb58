/** Beginnings that lead nowhere; more of them and the rest is not looked at. Each may cost a walk through the text. */
const mostVainTries = 200;

/**
 * Every JSON object and list in a text, the largest first: the text itself when it is JSON, else what stands in it,
 * fenced or between words. Blocks inside of others are not listed.
 */
export function jsonInText(text: string): readonly unknown[] {
  const whole = parse(text.trim());
  if (whole !== undefined) return [whole.value];
  const blocks: { readonly value: unknown; readonly length: number }[] = [];
  let vain = 0;
  for (let at = nextOpening(text, 0); at !== -1 && vain < mostVainTries;) {
    const end = closingOf(text, at);
    const parsed = end === -1 ? undefined : parse(text.slice(at, end));
    if (parsed === undefined) vain += 1;
    else blocks.push({ value: parsed.value, length: end - at });
    at = nextOpening(text, parsed === undefined ? at + 1 : end);
  }
  return blocks.toSorted((a, b) => b.length - a.length).map(({ value }) => value);
}

/** Only objects and lists count: any number or quoted word in a sentence would be JSON too. */
function parse(text: string): { readonly value: object } | undefined {
  if (!/^[{[]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { value } : undefined;
  } catch {
    // Not JSON, which is the very question.
    return undefined;
  }
}

function nextOpening(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) if (text[at] === '{' || text[at] === '[') return at;
  return -1;
}

/** Where the block that opens at `start` is over; -1 when it never is. Braces inside strings do not count. */
function closingOf(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted && letter === '\\') at += 1;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted) depth += depthChange(letter);
    if (depth === 0) return at + 1;
  }
  return -1;
}

function depthChange(letter: string | undefined): number {
  if (letter === '{' || letter === '[') return 1;
  return letter === '}' || letter === ']' ? -1 : 0;
}
