import { z } from 'zod';
import { ChartSchema } from './chart.ts';

/**
 * What drover says, before a surface gives it a shape. Strings are data: every surface escapes them itself,
 * so text from outside can be put in anywhere and stays text.
 */
export const SpanSchema = z.union([
  z.string(),
  z.object({ bold: z.string() }),
  z.object({ code: z.string() }),
  z.object({ link: z.string(), label: z.string() }),
  /** A person, by platform id; surfaces that can, mention; others print `label`. */
  z.object({ person: z.string(), label: z.string() }),
]);
export type Span = z.infer<typeof SpanSchema>;

/**
 * A control on a message. `act` names what it does with ids only (`pause/G-1`, `answer/G-1/Q-1/2`, `form/say/G-1`): it is looked
 * up and authorised when it is pressed, because by then the goal may have moved on.
 */
export const ButtonSchema = z.object({
  act: z.string().min(1).max(100),
  label: z.string().min(1).max(75),
  style: z.enum(['plain', 'primary', 'danger']).default('plain'),
  /** Asked before it counts. */
  confirm: z
    .object({ title: z.string().max(100), text: z.string().max(300), yes: z.string().max(30) })
    .optional(),
});
export type Button = z.infer<typeof ButtonSchema>;

export const BlockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), spans: z.array(SpanSchema) }),
  /** Small print under a message. */
  z.object({ type: z.literal('small'), spans: z.array(SpanSchema) }),
  z.object({
    type: z.literal('fields'),
    fields: z.array(z.object({ label: z.string(), value: z.array(SpanSchema) })),
  }),
  /** Output, verbatim, in a fixed-width font. With a `name`, what is too long to be shown whole becomes a file. */
  z.object({ type: z.literal('output'), text: z.string(), name: z.string().optional() }),
  /** Controls, best first. Surfaces without them leave them out: what they do can always be typed. */
  z.object({ type: z.literal('buttons'), buttons: z.array(ButtonSchema).min(1).max(25) }),
  /** One of several; choosing is pressing `act/value`. */
  z.object({
    type: z.literal('choice'),
    act: z.string().min(1).max(80),
    placeholder: z.string().max(100),
    options: z
      .array(z.object({ value: z.string().max(19), label: z.string().max(100) }))
      .min(1)
      .max(25),
  }),
  /** A picture where the surface has pictures; `alt` says the same in words. */
  z.object({ type: z.literal('chart'), alt: z.string(), chart: ChartSchema }),
]);
export type Block = z.infer<typeof BlockSchema>;

/** `tone` chooses the sign in front of the title: nothing pings because of it. */
export const ContentSchema = z.object({
  tone: z.enum(['info', 'work', 'good', 'bad', 'warn', 'ask', 'still']),
  title: z.string(),
  blocks: z.array(BlockSchema),
});
export type Content = z.infer<typeof ContentSchema>;
