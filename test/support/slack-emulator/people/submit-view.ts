import { z } from 'zod';
import { recordViolation, type EmulatorState, type OpenView } from '../emulator-state.ts';
import { checkView, keepView, modalsOf, showView, viewJson } from '../methods/view-methods.ts';
import type { Target } from '../sender.ts';
import { findOption, type Control } from './find-control.ts';
import { sendInteraction } from './send-interaction.ts';
import type { Acked } from './within-patience.ts';
import { newTrigger } from './trigger.ts';
import { userOf } from './user.ts';

/** Who sends which modal with what filled in. */
export interface Submission {
  readonly user: string;
  /** Default: the modal on top. */
  readonly viewId?: string;
  /** By block id, action id or label of the input; what is not named keeps what it was filled with. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Submitted extends Acked {
  /** What is wrong, by block id; the modal stays open. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Inputs that Slack itself found empty: nothing was sent. */
  readonly missing?: readonly string[];
  readonly closed: boolean;
}

const InputSchema = z.looseObject({
  type: z.literal('input'),
  block_id: z.string(),
  optional: z.boolean().default(false),
  label: z.object({ text: z.string() }),
  element: z.looseObject({
    type: z.string(),
    action_id: z.string().default('input'),
    initial_value: z.string().optional(),
    initial_option: z.looseObject({ value: z.string() }).optional(),
    max_length: z.number().optional(),
    options: z.array(z.looseObject({ text: z.object({ text: z.string() }), value: z.string() })).optional(),
  }),
});
type Input = z.infer<typeof InputSchema>;

/**
 * Sends a modal. Slack refuses empty inputs by itself; the app may answer with errors, another view, or nothing, which
 * closes it.
 * @throws when no modal is open or it has no such input
 */
export async function submitView(
  state: EmulatorState,
  target: Target,
  submission: Submission,
): Promise<Submitted> {
  const open = openModal(state, submission);
  const inputs = inputsOf(open);
  refuseUnknown(inputs, submission.values);
  const filled = inputs.map((input) => ({ input, state: fill(input, valueFor(input, submission.values)) }));
  const missing = filled.filter(({ input, state: one }) => !input.optional && isEmpty(one));
  if (missing.length > 0) return { ...nothingSent, missing: missing.map(({ input }) => input.label.text) };
  const values = Object.fromEntries(
    filled.map(({ input, state: one }) => [input.block_id, { [input.element.action_id]: one }]),
  );
  const acked = await sendInteraction(state, target, {
    type: 'view_submission',
    ...userOf(state, submission.user),
    trigger_id: newTrigger(state, submission.user),
    view: { ...viewJson(state, open), state: { values } },
    response_urls: [],
  });
  return acked.acked ? { ...acked, ...follow(state, open, acked.payload) } : { ...acked, closed: false };
}

/** The person closes the modal; the app is told when it asked to be. */
export async function closeView(
  state: EmulatorState,
  target: Target,
  closing: { readonly user: string; readonly viewId?: string },
): Promise<Acked> {
  const open = openModal(state, closing);
  open.closed = true;
  if (open.view['notify_on_close'] !== true) return nothingSent;
  return await sendInteraction(state, target, {
    type: 'view_closed',
    ...userOf(state, closing.user),
    view: viewJson(state, open),
    is_cleared: false,
  });
}

const nothingSent = { acked: false, seen: '', payload: undefined, closed: false } as const;

function openModal(state: EmulatorState, who: { readonly user: string; readonly viewId?: string }): OpenView {
  const open = who.viewId === undefined ? modalsOf(state, who.user).at(-1) : state.views.get(who.viewId);
  if (open === undefined || open.closed) throw new Error(`${who.user} has no modal open`);
  return open;
}

const inputsOf = ({ view }: OpenView): readonly Input[] =>
  z
    .array(z.unknown())
    .parse(view['blocks'])
    .flatMap((block) => InputSchema.safeParse(block).data ?? []);

const namesOf = (input: Input): readonly string[] => [
  input.block_id,
  input.element.action_id,
  input.label.text,
];

function refuseUnknown(inputs: readonly Input[], values: Submission['values']): void {
  const known = new Set(inputs.flatMap(namesOf));
  const strange = Object.keys(values).filter((name) => !known.has(name));
  if (strange.length > 0)
    throw new Error(`no input “${strange[0]}”; there are: ${inputs.map((one) => one.label.text).join(', ')}`);
}

function valueFor(input: Input, values: Submission['values']): string | undefined {
  const name = namesOf(input).find((one) => values[one] !== undefined);
  return name === undefined ? undefined : values[name];
}

/** What stands in an input, as `view.state.values` tells it. */
function fill({ element }: Input, given: string | undefined): Record<string, unknown> {
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
      return {
        type: element.type,
        selected_option: given === undefined ? (element.initial_option ?? null) : optionOf(element, given),
      };
    case 'checkboxes':
    case 'multi_static_select':
      return {
        type: element.type,
        selected_options: (given ?? '')
          .split(',')
          .filter((one) => one !== '')
          .map((one) => optionOf(element, one)),
      };
    case 'users_select':
      return { type: element.type, selected_user: given ?? null };
    case 'conversations_select':
      return { type: element.type, selected_conversation: given ?? null };
    default:
      return { type: element.type, value: textOf(element, given) };
  }
}

const optionOf = (element: Input['element'], name: string) =>
  findOption({ ...element, type: element.type } satisfies Control, name);

/** An empty text input says null. */
function textOf(element: Input['element'], given: string | undefined): string | null {
  const text = given ?? element.initial_value ?? '';
  const longest = element.max_length ?? 3000;
  if (text.length > longest) throw new Error(`Slack lets nobody type more than ${longest} characters here`);
  return text === '' ? null : text;
}

const isEmpty = (filled: Record<string, unknown>): boolean =>
  ['value', 'selected_option', 'selected_user', 'selected_conversation', 'selected_options'].every(
    (name) => filled[name] == null,
  );

const ResponseSchema = z.looseObject({
  response_action: z.enum(['errors', 'update', 'push', 'clear']).optional(),
  errors: z.record(z.string(), z.string()).optional(),
  view: z.unknown().optional(),
});

/** What the app's answer does to the modal. */
function follow(
  state: EmulatorState,
  open: OpenView,
  payload: unknown,
): { readonly closed: boolean; readonly errors?: Readonly<Record<string, string>> } {
  const answer = payload === undefined || payload === null ? {} : ResponseSchema.parse(payload);
  switch (answer.response_action) {
    case 'errors':
      return showErrors(state, open, answer.errors ?? {});
    case 'update':
      if (checkView(state, 'view_submission', answer.view, 'modal') === undefined)
        showView(state, open, answer.view);
      return { closed: false };
    case 'push':
      if (checkView(state, 'view_submission', answer.view, 'modal') === undefined)
        keepView(state, `${open.id}P`, open.user, answer.view, open.level + 1);
      return { closed: false };
    case 'clear':
      for (const one of modalsOf(state, open.user)) one.closed = true;
      return { closed: true };
    case undefined:
      open.closed = true;
      return { closed: true };
  }
}

/** Errors belong to inputs; Slack shows the person a failure when one does not. */
function showErrors(state: EmulatorState, open: OpenView, errors: Readonly<Record<string, string>>) {
  const known = new Set(inputsOf(open).map((input) => input.block_id));
  const strange = Object.keys(errors).filter((block) => !known.has(block));
  if (strange.length > 0 || Object.keys(errors).length === 0)
    recordViolation(state, 'errors-without-input', 'view_submission', strange.join(' ') || 'no errors');
  return { closed: false, errors };
}
