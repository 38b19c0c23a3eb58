import type { Post } from '../../../domain/post.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { codeKey, LinkCodeSchema, type LinkCode } from '../../../policy/access/link-code.ts';
import type { EntryWrite } from '../../../ports/store/goal-store.ts';
import { refusal } from '../../answers.ts';
import { markOf, storedAnswer } from '../../inbox-mark.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';

/** What is to be written with an answer, and what the log says of it. */
export interface Settled {
  readonly given: VerbAnswer;
  readonly entries: readonly EntryWrite[];
  readonly posts?: readonly Post[];
  readonly audit: { readonly what: string; readonly [fact: string]: unknown };
}

/**
 * Writes what was decided together with the answer, so that a repeat changes nothing; decides anew when somebody was
 * faster. What concerns people’s rights is in the log.
 */
export async function settle(
  { runtime }: Pick<VerbWorld, 'runtime'>,
  call: Pick<VerbCall, 'message'>,
  decide: () => Promise<Settled | VerbAnswer>,
): Promise<VerbAnswer> {
  for (;;) {
    const settled = await decide();
    if ('content' in settled) return settled;
    const { given, entries, posts = [], audit } = settled;
    const result = await runtime.store.commit({
      entries,
      posts,
      inboxMarks: [markOf(call.message, given, runtime.clock.now())],
    });
    if (result.ok) {
      const { what, ...facts } = audit;
      runtime.logger.info(facts, `people: ${what}`);
      return given;
    }
    if (result.reason === 'already-marked') return storedAnswer(result.mark);
    if (result.reason !== 'entry-conflict')
      throw new Error(`unexpected answer of the store: ${result.reason}`);
  }
}

/** A code as it stands, while its time is not over. */
export async function findCode(
  { runtime }: Pick<VerbWorld, 'runtime'>,
  code: string,
): Promise<{ readonly version: number; readonly value: LinkCode } | undefined> {
  const entry = await runtime.store.entry(codeKey(code));
  const { data } = LinkCodeSchema.safeParse(entry?.value);
  if (entry === undefined || data === undefined || data.expiresAt <= runtime.clock.now()) return undefined;
  return { version: entry.version, value: data };
}

export const unknownCode = (): VerbAnswer =>
  refusal(
    'REQUEST_NOT_FOUND',
    'That code does not count',
    'It was used, an hour has passed, or it never was. /goal who link gives a new one.',
  );
