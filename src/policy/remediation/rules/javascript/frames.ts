import type { Beside } from '../../rule.ts';

/** A frame of a stack, as V8 (`at f (file:1:2)`) and vitest (`❯ f file:1:2`) print it. */
const stackFrame =
  /^\s+(?:at|❯) (?:.* )?\(?(?:file:\/\/)?(?<file>(?:[A-Za-z]:)?[^\s():]+\.\w+):(?<line>\d+):(?<column>\d+)\)?/;

/** The nearest frame of the project itself. */
export const ownFrame: Beside = {
  where: 'below',
  within: 12,
  line: stackFrame,
  skip: /node_modules|node:|\/internal\//,
};

/** Node prints the place above the message: `/src/a.js:3`, the line of code, a caret. */
export const placeAbove: Beside = {
  where: 'above',
  within: 6,
  line: /^(?:file:\/\/)?(?<file>(?:[A-Za-z]:)?[^\s:()]+\.[cm]?[jt]sx?):(?<line>\d+)$/,
  skip: /node_modules/,
};

/** Python puts its frames above, and names what it means in the same words. */
export const notPython: Beside = {
  where: 'above',
  within: 4,
  line: /^\s*(?:E\s+)?File "[^"]+", line \d+/,
  demand: 'must not',
};
