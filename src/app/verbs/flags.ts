import type { VerbCall } from './verb.ts';

/** A text flag; undefined when it was not given. */
export const textFlag = (call: Pick<VerbCall, 'flags'>, name: string): string | undefined => {
  const value = call.flags[name];
  return typeof value === 'string' ? value : undefined;
};
