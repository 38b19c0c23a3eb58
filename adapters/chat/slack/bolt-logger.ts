import { LogLevel } from '@slack/bolt';
import type { Logger } from '../../../src/ports/logger.ts';
import type { SlackState } from './slack-state.ts';

/** Slack's libraries log here. Their debug lines hold whole payloads and are dropped. */
export function boltLogger(logger: Logger): SlackState['boltLogger'] {
  const child = logger.child({ library: 'slack' });
  return {
    debug: () => undefined,
    info: (...words) => child.debug({}, text(words)),
    warn: (...words) => child.warn({}, text(words)),
    error: (...words) => child.warn({}, text(words)),
    getLevel: () => LogLevel.INFO,
    setLevel: () => undefined,
    setName: () => undefined,
  };
}

const text = (words: readonly unknown[]): string => words.map(wordOf).join(' ').slice(0, 500);

/** Objects are named, not printed: they may be payloads. */
function wordOf(word: unknown): string {
  if (word instanceof Error) return word.message;
  return typeof word === 'string' ? word : `(${typeof word})`;
}
