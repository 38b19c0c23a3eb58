import { stripTerminal } from './strip-terminal.ts';
import { unwrapDocument, unwrapJson } from './unwrap-json.ts';

/** What is looked at, in characters, before unwrapping; the end of an output says what went wrong. */
const rawWindow = 256 * 1024;
/** The same after unwrapping. Bounds the work of every rule, whatever comes in. */
export const window = 32 * 1024;
/** The same in lines. */
export const mostLines = 2000;
/** Longer lines are cut: no tool says what is wrong behind this. */
export const longestLine = 600;

/** What runners of CI put before each line, and what they mark errors with. */
const runnerPrefix = /^(?:\d{4}-\d\d-\d\dT[\d:.]+Z )?(?:##\[error\])?/;

/**
 * The last lines of an output as a person would read them: without escape sequences, overwritten states and
 * JSON around. What a JSON text held is stripped once more: tools print colours into transcripts, too.
 */
export function unwrap(text: string): readonly string[] {
  const said = linesOf(stripTerminal(text.slice(-rawWindow)));
  const lines = stripTerminal(said.join('\n')).split('\n');
  return tail(lines.map((line) => line.replace(runnerPrefix, '').slice(0, longestLine).trimEnd()));
}

/** One document over many lines, or a line each. */
const linesOf = (plain: string): readonly string[] =>
  unwrapDocument(plain.trim()) ?? plain.split('\n').flatMap((line) => unwrapJson(line));

function tail(lines: readonly string[]): readonly string[] {
  let left = window;
  const start = lines.findLastIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return lines.slice(start + 1).slice(-mostLines);
}
