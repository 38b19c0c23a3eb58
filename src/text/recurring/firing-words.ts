import type { Content } from '../../domain/surface/content.ts';
import type { VerbAnswer } from '../../domain/verb.ts';
import { plural } from '../format.ts';

/** A firing came to nothing: what was wrong with it, and what to do about it. */
export const refusedFiring = (name: string, given: VerbAnswer): Content => ({
  tone: 'bad',
  title: `The schedule “${name}” did not start a goal`,
  blocks: [
    { type: 'text', spans: [given.content.title] },
    ...(given.hint === undefined ? [] : [{ type: 'small' as const, spans: [given.hint] }]),
  ],
});

/** What a goal's text says at its end when it stands for moments that were missed; empty when it is in time. */
export function lateWords(missed: number, late: boolean): string {
  if (missed > 0)
    return `(This schedule should also have run ${plural(missed, 'time')} before; drover was away. This one run stands for all of them.)`;
  return late ? '(This run is late: drover was away at its time.)' : '';
}
