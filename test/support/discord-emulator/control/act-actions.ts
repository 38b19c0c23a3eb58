import { z } from 'zod';
import { choose, clickButton } from '../sender/press.ts';
import { react, say } from '../sender/say.ts';
import { submitModal } from '../sender/submit-modal.ts';
import { autocomplete, typeCommand } from '../sender/type-command.ts';
import { action, TargetSchema, type Action } from './action.ts';

const to = TargetSchema.default('gateway');
const OptionSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ file: z.string(), text: z.string() }),
]);
const CommandSchema = z.object({
  to,
  channel: z.string(),
  user: z.string(),
  command: z.string().optional(),
  verb: z.string().optional(),
  options: z.record(z.string(), OptionSchema).optional(),
});
const PressSchema = z.object({
  to,
  message: z.string(),
  user: z.string(),
  customId: z.string().optional(),
  label: z.string().optional(),
  stale: z.boolean().optional(),
});

/** What people do. Each answers what the person sees. */
export const actActions: Readonly<Record<string, Action>> = {
  command: action(CommandSchema, (state, { to: target, ...typed }) => typeCommand(state, target, typed)),
  autocomplete: action(
    CommandSchema.extend({ focused: z.string(), value: z.string() }),
    (state, { to: target, ...typed }) => autocomplete(state, target, typed),
  ),
  click: action(PressSchema, (state, { to: target, ...press }) => clickButton(state, target, press)),
  choose: action(PressSchema.extend({ values: z.array(z.string()) }), (state, { to: target, ...press }) =>
    choose(state, target, press),
  ),
  submit: action(
    z.object({
      to,
      interactionId: z.string(),
      fields: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
    }),
    (state, { to: target, ...submission }) => submitModal(state, target, submission),
  ),
  say: action(
    z.object({
      channel: z.string(),
      user: z.string(),
      text: z.string(),
      replyTo: z.string().optional(),
      files: z.array(z.object({ name: z.string(), type: z.string(), text: z.string() })).optional(),
    }),
    say,
  ),
  react: action(
    z.object({ message: z.string(), user: z.string(), emoji: z.string(), remove: z.boolean().optional() }),
    react,
  ),
};
