import { z } from 'zod';
import { AskSchema } from '../../src/domain/question.ts';

/** Longest line that either side takes, in bytes. */
export const longestLine = 64 * 1024;

/** Who asks: looked at before anything else. */
export const CredentialsSchema = z.object({ tag: z.string().min(1).max(200), token: z.string().max(200) });

/** What the program beside an agent sends: one question for each connection. */
export const QuestionLineSchema = CredentialsSchema.extend({
  call: z.string().min(1).max(200),
  ask: AskSchema,
});
export type QuestionLine = z.input<typeof QuestionLineSchema>;

/** What it sends when it has the answer. */
export const TakenLineSchema = z.object({ taken: z.literal(true) });

/** What drover answers. A connection that is closed without an answer is dialled again. */
export const AnswerLineSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('answered'), text: z.string(), by: z.string().optional() }),
  z.object({ is: z.literal('later'), question: z.string() }),
  z.object({ is: z.literal('refused'), why: z.string() }),
]);
export type AnswerLine = z.infer<typeof AnswerLineSchema>;

/** The value of a line; undefined when it is no JSON. */
export function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Whoever asked looks at what is there.
    return undefined;
  }
}
