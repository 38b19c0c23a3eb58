import { z } from 'zod';
import { placeOfChannel } from '../../../domain/hooks/channel.ts';
import { rungPlaces } from '../../../domain/rules/ladder.ts';
import { durationMs } from '../../../text/read-duration.ts';
import { DurationSchema } from '../units.ts';

const RungSchema = z.strictObject({
  to: z
    .enum(rungPlaces, { error: `must be one of ${rungPlaces.join(', ')}` })
    .describe(
      '`thread`, `mention` of who asked for the goal, `direct` message to them, `operations` channel',
    ),
  after: DurationSchema.describe('since people were asked'),
});

const isAscending = (rungs: readonly { readonly after: string | number }[]): boolean =>
  rungs.every(
    ({ after }, index) =>
      index === 0 || (durationMs(after) ?? 0) >= (durationMs(rungs[index - 1]?.after ?? 0) ?? 0),
  );

/** Who is told when nobody answers. */
export const LadderSchema = z
  .array(RungSchema)
  .max(10)
  .refine(isAscending, { error: 'must be in the order in which people are told' })
  .default([
    { to: 'thread', after: 0 },
    { to: 'mention', after: '10m' },
    { to: 'direct', after: '1h' },
    { to: 'operations', after: '4h' },
  ])
  .describe(
    'who is told when nobody answers: each rung once, as long as nobody has; one that cannot be delivered (archived, not in the channel, blocked) calls the next at once',
  );

export const OperationsSchema = z
  .string()
  .refine((channel) => placeOfChannel(channel) !== undefined, {
    error: 'must be a channel’s id, such as "slack:C0123ABCD"',
  })
  .optional()
  .describe('the channel of the `operations` rung, such as `slack:C0123ABCD`; absent: there is no such rung');
