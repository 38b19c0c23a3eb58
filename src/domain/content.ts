import { z } from 'zod';

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

export const BlockSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), spans: z.array(SpanSchema) }),
  /** Small print under a message. */
  z.object({ type: z.literal('small'), spans: z.array(SpanSchema) }),
  z.object({
    type: z.literal('fields'),
    fields: z.array(z.object({ label: z.string(), value: z.array(SpanSchema) })),
  }),
  /** Output, verbatim, in a fixed-width font. */
  z.object({ type: z.literal('output'), text: z.string() }),
]);
export type Block = z.infer<typeof BlockSchema>;

/** `tone` chooses the sign in front of the title: nothing pings because of it. */
export const ContentSchema = z.object({
  tone: z.enum(['info', 'work', 'good', 'bad', 'warn', 'ask', 'still']),
  title: z.string(),
  blocks: z.array(BlockSchema),
});
export type Content = z.infer<typeof ContentSchema>;
