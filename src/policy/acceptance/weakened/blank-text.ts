import type { Syntax } from './language.ts';

/** The text from `at` on that is no code, as where it ends; undefined where code stands. */
type Skip = (text: string, at: number) => number | undefined;

/**
 * The text with the contents of comments and strings blank, each character at its place: what is left is code. The
 * quotes themselves stay.
 */
export function blankText(text: string, syntax: Syntax): string {
  const skips = [commentSkip(syntax), stringSkip(syntax)];
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length;) {
    const end = skips.map((skip) => skip(text, at)).find((one) => one !== undefined);
    if (end === undefined) {
      at += 1;
      continue;
    }
    const isString = syntax.quotes.includes(text[at] ?? '');
    parts.push(
      text.slice(from, at),
      isString ? blankInside(text.slice(at, end)) : blank(text.slice(at, end)),
    );
    from = end;
    at = end;
  }
  return [...parts, text.slice(from)].join('');
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

const blankInside = (text: string): string =>
  text.length < 2 ? text : `${text[0]}${blank(text.slice(1, -1))}${text.at(-1)}`;

function commentSkip({ lineComments, blockComments }: Syntax): Skip {
  return (text, at) => {
    if (blockComments && text.startsWith('/*', at)) return endAfter(text, '*/', at + 2);
    const isLine = lineComments.some((mark) => text.startsWith(mark, at) && !text.startsWith('#[', at));
    return isLine ? endBefore(text, '\n', at) : undefined;
  };
}

function endAfter(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function endBefore(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found;
}

function stringSkip(syntax: Syntax): Skip {
  return (text, at) => {
    const letter = text[at] ?? '';
    if (syntax.triple && (text.startsWith('"""', at) || text.startsWith("'''", at)))
      return endAfter(text, text.slice(at, at + 3), at + 3);
    if (syntax.lifetimes === true && letter === "'") return characterEnd(text, at);
    if (syntax.regexps === true && letter === '/' && valueMayBegin(text, at)) return regexpEnd(text, at);
    if (!syntax.quotes.includes(letter)) return undefined;
    return stringEnd(text, at, syntax.multiline.includes(letter));
  };
}

/** A string that is not closed on its line is taken to end there: a stray quote must not swallow the file. */
function stringEnd(text: string, at: number, multiline: boolean): number {
  const quote = text[at];
  for (let end = at + 1; end < text.length; end += 1) {
    const letter = text[end];
    if (letter === '\\') end += 1;
    else if (letter === quote) return end + 1;
    else if (letter === '\n' && !multiline) return end;
  }
  return text.length;
}

/** `'x'`, `'\n'`; anything else is a lifetime. */
function characterEnd(text: string, at: number): number | undefined {
  const found = /^'(?:\\.[^']{0,8}|[^'\\\n])'/.exec(text.slice(at, at + 14));
  return found === null ? undefined : at + found[0].length;
}

const valueMayBegin = (text: string, at: number): boolean =>
  /(?:^|[(,=:[!&|?{};>\n]|\breturn)[ \t]*$/.test(text.slice(Math.max(0, at - 12), at));

/** A regular expression ends on its line; a slash that is not closed there divides. */
function regexpEnd(text: string, at: number): number | undefined {
  let inClass = false;
  for (let end = at + 1; end < text.length; end += 1) {
    const letter = text[end];
    if (letter === '\n') return undefined;
    if (letter === '\\') end += 1;
    else if (letter === '[') inClass = true;
    else if (letter === ']') inClass = false;
    else if (letter === '/' && !inClass) return end + 1;
  }
  return undefined;
}
