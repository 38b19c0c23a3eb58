import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ContentSchema } from '../../../src/domain/surface/content.ts';
import { DroverError, toError } from '../../../src/domain/errors.ts';
import { notRunning, type FoundDrover } from './find-drover.ts';

/**
 * Milliseconds for an answer; some verbs read large diffs or start a CLI to look at it, and a draft may go from one agent
 * to the next. Node itself gives up after five minutes.
 */
const answerMs = (verb: string | undefined): number => (verb === 'draft' ? 290_000 : 120_000);

const AnswerSchema = z.looseObject({
  ok: z.boolean(),
  text: z.string(),
  code: z.string().optional(),
  hint: z.string().optional(),
  content: ContentSchema.optional().catch(undefined),
});
export type DroverAnswer = z.infer<typeof AnswerSchema>;

/** Sends the words of one verb. Throws NOT_RUNNING when nobody answers, or somebody who is not drover. */
export async function askDrover(
  drover: FoundDrover,
  argv: readonly string[],
  actor: string | undefined,
  signal: AbortSignal,
): Promise<DroverAnswer> {
  const address = `${drover.url}/api/verbs/${encodeURIComponent(argv[0] ?? 'help')}`;
  const patience = answerMs(argv[0]);
  const sent = { body: { argv, actor }, patience };
  const answer = AnswerSchema.safeParse(await answerOf(address, drover, sent, signal));
  if (answer.success) return answer.data;
  throw notRunning(`what answers at ${drover.url} is not drover`);
}

async function answerOf(
  address: string,
  { url, token }: FoundDrover,
  { body, patience }: { readonly body: object; readonly patience: number },
  signal: AbortSignal,
): Promise<unknown> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
      // The token is for this address only.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    return JSON.parse(await response.text());
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SyntaxError) return undefined;
    if (toError(error).name === 'TimeoutError')
      throw new DroverError(
        'TIMEOUT',
        `drover did not answer within ${patience / 1000} s`,
        'Look at its log.',
        { cause: error },
      );
    throw notRunning(`drover cannot be reached at ${url}`, error);
  }
}
