import type { VerbCall } from './verb.ts';

/** A text flag; undefined when it was not given. */
export const textFlag = (call: VerbCall, name: string): string | undefined => {
  const value = call.flags[name];
  return typeof value === 'string' ? value : undefined;
};
