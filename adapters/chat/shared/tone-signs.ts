import type { Content } from '../../../src/domain/surface/content.ts';

/** The sign in front of a title, for chats that show emoji. */
export const toneSigns: Readonly<Record<Content['tone'], string>> = {
  info: 'ℹ️',
  work: '⚙️',
  good: '✅',
  bad: '❌',
  warn: '⚠️',
  ask: '❓',
  still: '⏸️',
};
