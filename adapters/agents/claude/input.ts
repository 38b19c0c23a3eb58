import type { TurnRequest } from '../../../src/ports/agent.ts';

/**
 * The text for stdin. A prompt that begins with `/` would be taken for a command of the CLI (`/clear`, `/cost`)
 * and never reach the model; a line end before it prevents that. A compaction is such a command: there it is wanted.
 */
export function claudeInput({ kind, prompt }: Pick<TurnRequest, 'kind' | 'prompt'>): string {
  if (kind === 'compact') return `/compact ${focusOf(prompt)}`.trim();
  return prompt.startsWith('/') ? `\n${prompt}` : prompt;
}

const longestFocus = 2000;

/**
 * What the summary should keep in mind, on one line: people have a say in it, and a command ends with its line.
 * Control and format characters are taken out, surrogate halves with them.
 */
const focusOf = (prompt: string): string =>
  Array.from(prompt.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim())
    .slice(0, longestFocus)
    .join('');
