const heading = /^#{1,6}[ \t]+summary[ \t]*:?[ \t]*#*[ \t]*$/i;
const anyHeading = /^#{1,6}[ \t]+\S/;
const codeFence = /^[ \t]*(?:```|~~~)/;

/** What stands under the last `## Summary` heading of a text, up to the next heading; undefined when there is none. */
export function summarySection(text: string): string | undefined {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const isOutside = outsideCode(lines);
  const start = lines.findLastIndex((line, at) => isOutside[at] === true && heading.test(line));
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line, at) => isOutside[start + 1 + at] === true && anyHeading.test(line));
  const body = (end < 0 ? rest : rest.slice(0, end)).join('\n').trim();
  return body === '' ? undefined : body;
}

/** For each line whether it stands outside of code fences: a heading in an example is none. */
function outsideCode(lines: readonly string[]): readonly boolean[] {
  let inside = false;
  return lines.map((line) => {
    if (!codeFence.test(line)) return !inside;
    inside = !inside;
    return false;
  });
}
