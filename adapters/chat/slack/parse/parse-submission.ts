import { z } from 'zod';
import { readFormPlace, type FormPlace } from '../forms/form-place.ts';
import { inputName, whereInput } from '../forms/input-names.ts';
import {
  directPlace,
  interactor,
  InteractionSchema,
  named,
  placeOf,
  type Interaction,
} from './interaction.ts';

const FilledSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_conversation: z.string().nullish(),
});

/** Source: https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
const SubmissionSchema = InteractionSchema.extend({
  type: z.literal('view_submission'),
  view: z.object({
    private_metadata: z.string(),
    blocks: z.array(z.object({ type: z.string(), block_id: z.string() })),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), FilledSchema)) }),
  }),
});

/** A form that somebody filled in. */
export interface SlackSubmission extends Interaction {
  readonly opened: FormPlace;
  /** By the input's name; what was left empty is not there. */
  readonly values: Readonly<Record<string, string>>;
  /** The block of each input, in order: where its problem is shown. */
  readonly blocks: readonly string[];
}

/** A form of drover's that was sent; undefined when it is none. @param home drover's workspace */
export function parseSubmission(body: unknown, home: string): SlackSubmission | undefined {
  const submission = SubmissionSchema.safeParse(body).data;
  const opened = submission === undefined ? undefined : readFormPlace(submission.view.private_metadata);
  if (submission === undefined || opened === undefined) return undefined;
  const { view, user, trigger_id: triggerId } = submission;
  const { [whereInput]: where, ...values } = valuesOf(view.state.values);
  const channel = opened.channel ?? where;
  return {
    opened,
    values,
    blocks: view.blocks.filter(({ type }) => type === 'input').map((block) => block.block_id),
    deliveryId: named(home, 'view', triggerId),
    actor: interactor(submission, home),
    triggerId,
    place: channel === undefined ? directPlace(user.id, home) : placeOf(home, channel, opened.thread),
  };
}

type Filled = z.infer<typeof FilledSchema>;

function valuesOf(
  blocks: Readonly<Record<string, Readonly<Record<string, Filled>>>>,
): Record<string, string> {
  const given = Object.entries(blocks).flatMap(([block, elements]) => {
    const name = inputName(block);
    const [filled] = Object.values(elements);
    const value = filled?.value ?? filled?.selected_option?.value ?? filled?.selected_conversation;
    return name === undefined || value == null || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
