import { z } from 'zod';
import { placeOfChannel } from '../../../domain/hooks/channel.ts';
import { HookMomentSchema } from '../../../domain/hooks/hook.ts';
import { subjectProblem, webhookProblem } from '../../../domain/hooks/hook-address.ts';
import { PositiveCountSchema } from '../units.ts';

/** A text that a function finds a problem with, or not. */
const checked = (problemOf: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const ChannelSchema = z.string().refine((channel) => placeOfChannel(channel) !== undefined, {
  error: 'must be a channel such as slack:C0123ABCD, or console',
});
const UrlSchema = checked(webhookProblem);
const SecretSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of a variable, not the secret itself' });

const TextSchema = z.string().min(1, 'must not be empty').max(4000, 'has at most 4000 characters');

const MomentsSchema = z.union([HookMomentSchema, z.array(HookMomentSchema).min(1)], {
  error: 'must be done, failed, cancelled, progress or waiting, or a list of these',
});

const shared = {
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, { error: 'is made of letters, digits, dashes and underscores' })
    .max(40)
    .optional()
    .describe('how it is called; absent: its place in the list'),
  on: MomentsSchema.describe('when: `failed` is also exhausted and escalated; `waiting`: for a person'),
  everyTurns: PositiveCountSchema.optional().describe('for `progress`: after every so many turns; absent: 1'),
};

const NotifySchema = z.strictObject({
  kind: z.literal('notify'),
  channel: ChannelSchema.optional().describe('`slack:C0123ABCD` or `console`; absent: the goal’s own thread'),
  text: TextSchema.optional().describe(
    'what is said beside how the goal stands; the thread is told nothing without it',
  ),
  ...shared,
});
const DispatchSchema = z.strictObject({
  kind: z.literal('dispatch'),
  text: TextSchema.describe('the task of the next goal'),
  project: z.string().optional().describe('absent: the same'),
  onlyIf: z
    .enum(['changed', 'verified'])
    .optional()
    .describe('only when something was changed, or when all checks were verified'),
  ...shared,
});
const WebhookSchema = z.strictObject({
  kind: z.literal('webhook'),
  url: UrlSchema.describe('https; plain http only to this machine; without user and password'),
  secret: SecretSchema.optional().describe('variable whose value signs the body; absent: it is not signed'),
  ...shared,
});
const NatsSchema = z.strictObject({
  kind: z.literal('nats'),
  subject: checked(subjectProblem).describe('where to publish, on the server of NATS_URL'),
  ...shared,
});
const ShellSchema = z.strictObject({
  kind: z.literal('shell'),
  command: z.string().min(1, 'must not be empty').describe('run with `sh -c`; needs `shellHooks`'),
  ...shared,
});

export const HooksSchema = z
  .array(
    z.discriminatedUnion('kind', [NotifySchema, DispatchSchema, WebhookSchema, NatsSchema, ShellSchema], {
      error: 'must be an object whose kind is notify, dispatch, webhook, nats or shell',
    }),
  )
  .max(20, 'has at most 20 hooks')
  .default([])
  .describe('what goals of this project do when their state changes; see docs/hooks.md');
export type HookInput = z.infer<typeof HooksSchema>[number];

const notifyShared = {
  on: z
    .array(HookMomentSchema)
    .min(1)
    .default(['done', 'failed'])
    .describe('when: done, failed, cancelled, progress, waiting'),
};

const NotifyEntrySchema = z.strictObject({
  ...notifyShared,
  channel: ChannelSchema.optional().describe('a channel that is told'),
  webhook: UrlSchema.optional().describe('or an address that is called'),
  secret: SecretSchema.optional().describe('variable whose value signs what is sent there'),
});
export type NotifyInput = z.infer<typeof NotifyEntrySchema>;

/** What hooks of all goals have in common. */
export const HookSchemas = {
  shellHooks: z
    .boolean()
    .default(false)
    .describe('whether hooks may run commands on this machine, as the user of drover'),
  notify: z
    .array(NotifyEntrySchema)
    .max(20)
    .default([])
    .describe('who else is told of all goals: each entry names a channel or a webhook'),
};
