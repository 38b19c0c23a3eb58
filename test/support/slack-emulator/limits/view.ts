import { z } from 'zod';
import { plain } from './composition.ts';
import { firstIssue, namesProblem, ViewBlocksSchema } from './blocks.ts';

/** Source: https://docs.slack.dev/reference/views */
const common = {
  blocks: ViewBlocksSchema.min(1),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
};

const ModalSchema = z
  .strictObject({
    type: z.literal('modal'),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...common,
  })
  .refine(
    (view) => view.submit !== undefined || view.blocks.every((block) => block.type !== 'input'),
    'submit is needed beside inputs',
  );

const HomeSchema = z.strictObject({ type: z.literal('home'), ...common });

/** Bytes of JSON. */
const longestView = 250_000;

/** What Slack would not take in a view, as its error code and words; undefined when it is acceptable. */
export function viewProblem(
  view: unknown,
  type: 'modal' | 'home',
): { readonly error: string; readonly detail: string } | undefined {
  const parsed = (type === 'modal' ? ModalSchema : HomeSchema).safeParse(view);
  if (!parsed.success) return { error: 'invalid_arguments', detail: firstIssue(parsed.error) };
  const detail = namesProblem(parsed.data.blocks);
  if (detail !== undefined) return { error: 'invalid_arguments', detail };
  return Buffer.byteLength(JSON.stringify(view)) > longestView
    ? { error: 'view_too_large', detail: 'over 250 KB' }
    : undefined;
}
