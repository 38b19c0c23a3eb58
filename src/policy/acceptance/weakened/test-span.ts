import type { TestForm } from './language.ts';

/** Where a test stands: its attributes begin at `from`, itself at `at`. */
export interface Span {
  readonly from: number;
  readonly at: number;
  readonly to: number;
  readonly name: string;
}

interface Source {
  readonly text: string;
  readonly code: string;
}

interface Start {
  readonly at: number;
  readonly length: number;
  /** Where the next one of the same form begins. */
  readonly next: number;
}

/** No test is longer, in characters. */
const longestTest = 40_000;

/** The test that begins there; undefined when it is none after all. */
export function testSpan(source: Source, form: TestForm, start: Start): Span | undefined {
  const from = headStart(source, start.at);
  const after = start.at + start.length;
  switch (form.body) {
    case 'call':
      return callSpan(source, { from, at: start.at, after });
    case 'braces':
      return isTest(source, form, { from, at: start.at, after })
        ? { from, at: start.at, to: closing(source.code, after, '{') ?? start.next, name: '' }
        : undefined;
    case 'indent':
      return { from, at: start.at, to: indentEnd(source.code, start.at), name: '' };
    case 'next':
      return { from, at: start.at, to: start.next, name: firstText(source.text.slice(after, after + 400)) };
  }
}

interface Place {
  readonly from: number;
  readonly at: number;
  readonly after: number;
}

/** Attributes and comments directly above, and what stands before it on its own line. */
function headStart({ text }: Source, at: number): number {
  let from = text.lastIndexOf('\n', at - 1) + 1;
  for (let lines = 0; lines < 30 && from > 0; lines += 1) {
    const above = text.lastIndexOf('\n', from - 2) + 1;
    const line = text.slice(above, from).trim();
    if (line === '' || /[{};:]$/.test(line)) break;
    from = above;
  }
  return from;
}

function isTest({ text, code }: Source, form: TestForm, { from, at, after }: Place): boolean {
  if (form.head === undefined) return true;
  const name = /(\w+)\W*$/.exec(code.slice(at, after).split('(')[0] ?? '')?.[1] ?? '';
  return (
    form.head.test(code.slice(from, at)) ||
    form.name?.test(name) === true ||
    form.doc?.test(text.slice(from, at)) === true
  );
}

/** `it('title', …)`, `it.each(table)('title', …)`: the last call holds the test. */
function callSpan({ text, code }: Source, { from, at, after }: Place): Span | undefined {
  let open = after;
  let to = closing(code, open, code[open] === '(' ? '(' : '`');
  for (let calls = 0; to !== undefined && calls < 3; calls += 1) {
    const gap = /^\s{0,9}\(/.exec(code.slice(to, to + 10));
    if (gap === null) break;
    open = to + gap[0].length - 1;
    to = closing(code, open, '(');
  }
  const end = to ?? Math.min(code.length, after + 200);
  const inner = text.slice(open + 1, end).trimStart();
  const isTitled = /^['"`]/.test(inner);
  if (!isTitled && !/=>|\bfunction\b/.test(code.slice(open, end))) return undefined;
  return { from, at, to: end, name: isTitled ? firstText(inner) : (inner.split(/[,)]/)[0] ?? '') };
}

const closers: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** Where the bracket that opens next is closed; undefined when it never is. */
function closing(code: string, from: number, open: string): number | undefined {
  const start = code.indexOf(open, from);
  if (start === -1) return undefined;
  if (open === '`') {
    const end = code.indexOf('`', start + 1);
    return end === -1 ? undefined : end + 1;
  }
  let depth = 0;
  const [opens, closes] = [open.charCodeAt(0), (closers[open] ?? '').charCodeAt(0)];
  for (let at = start; at < Math.min(code.length, start + longestTest); at += 1) {
    const letter = code.charCodeAt(at);
    if (letter === opens) depth += 1;
    else if (letter === closes) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

/** The first line that is indented no deeper ends it; its own signature may go over several lines. */
function indentEnd(code: string, at: number): number {
  const indent = /^[ \t]*/.exec(code.slice(at, at + 200))?.[0].length ?? 0;
  const signature = closing(code, at, '(') ?? at;
  let end = code.indexOf('\n', signature);
  while (end !== -1) {
    const next = code.indexOf('\n', end + 1);
    const line = code.slice(end + 1, next === -1 ? code.length : next);
    const depth = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (line.trim() !== '' && depth <= indent) return end + 1;
    end = next;
  }
  return code.length;
}

/** What stands in the first quotes. */
const firstText = (text: string): string => /(['"`])((?:\\.|(?!\1)[^\\]){0,200})/.exec(text)?.[2] ?? '';
