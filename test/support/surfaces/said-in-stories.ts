import * as fc from 'fast-check';
import type { Content } from '../../../src/domain/surface/content.ts';
import { narrate } from '../../../src/text/narrate.ts';
import { statusCard } from '../../../src/text/status-card.ts';
import { play } from '../core/play-moves.ts';
import { moves } from '../core/random-events.ts';

/** What drover says about goals, by its kind: the type of a notice, or `card` with the state that it shows. */
export type Said = ReadonlyMap<string, Content>;

/** The first of each kind that is said in that many random stories of that seed. */
export function samplesOf(seed: number, stories: number): Said {
  const said = new Map<string, Content>();
  const say = (what: string, content: () => Content) => {
    if (!said.has(what)) said.set(what, content());
  };
  for (const { step } of fc.sample(moves, { seed, numRuns: stories }).flatMap((one) => play(one))) {
    const { document } = step;
    for (const notice of step.notices) say(notice.type, () => narrate(notice, document));
    say(`card, ${document.state}`, () => statusCard(document));
  }
  return said;
}
