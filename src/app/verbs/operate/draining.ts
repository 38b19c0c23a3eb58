import { principalOf } from '../../../domain/actor.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { Drain } from '../../../domain/control/switches.ts';
import { readDrain } from '../../../runner/control/switches.ts';
import { utcMoment } from '../../../text/utc.ts';
import { refusal } from '../../answers.ts';
import type { VerbWorld } from '../verb.ts';

/** `slack:U2 drains drover since 10:31 UTC: an upgrade`. */
export const drainWords = ({ by, at, reason }: Drain): string =>
  `${by.name ?? principalOf(by)} drains drover since ${utcMoment(at)}${reason === '' ? '' : `: ${reason}`}`;

/** The refusal of new work while an operator holds it back. */
export async function whileDraining({
  runtime,
}: Pick<VerbWorld, 'runtime'>): Promise<VerbAnswer | undefined> {
  const { value } = await readDrain(runtime.store);
  if (value === undefined) return undefined;
  return refusal(
    'DRAINING',
    `Nothing new is started: ${drainWords(value)}`,
    'What runs goes on. An admin ends it with /goal undrain.',
  );
}
