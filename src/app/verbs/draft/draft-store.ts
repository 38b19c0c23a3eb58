import type { VerbAnswer } from '../../../domain/verb.ts';
import { requestId } from '../../../goal/moves/wait.ts';
import {
  draftKey,
  draftPrefix,
  StoredDraftSchema,
  type StoredDraft,
} from '../../../policy/draft/stored-draft.ts';
import type { EntryWrite } from '../../../ports/store/goal-store.ts';
import type { Runtime } from '../../../runner/runtime.ts';
import { markOf, storedAnswer } from '../../inbox-mark.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';

export interface FoundDraft {
  readonly draft: StoredDraft;
  readonly version: number;
}

/** The draft of that request, while its time is not over. */
export async function findDraft(
  { runtime }: Pick<VerbWorld, 'runtime'>,
  request: string,
): Promise<FoundDraft | undefined> {
  const entry = await runtime.store.entry(draftKey(request));
  const { data: draft } = StoredDraftSchema.safeParse(entry?.value);
  if (entry === undefined || draft === undefined || draft.expiresAt <= runtime.clock.now()) return undefined;
  return { draft, version: entry.version };
}

/**
 * Keeps a draft under a new request, and the answer for repeats with it. Drafts whose time is over go.
 * @param answerFor what is answered, once it is known how the draft is called
 */
export async function keepDraft(
  { runtime }: Pick<VerbWorld, 'runtime'>,
  call: VerbCall,
  draft: StoredDraft,
  answerFor: (request: string) => VerbAnswer,
): Promise<VerbAnswer> {
  const { store, clock, random } = runtime;
  for (;;) {
    const request = requestId(random.uuid());
    const given = answerFor(request);
    const result = await store.commit({
      entries: [{ key: draftKey(request), expectedVersion: 0, value: draft }, ...(await expired(runtime))],
      inboxMarks: [markOf(call.message, given, clock.now())],
    });
    if (result.ok) return given;
    if (result.reason === 'already-marked') return storedAnswer(result.mark);
    // Another draft took the name, or somebody else removed an old one: once more.
    if (result.reason !== 'entry-conflict')
      throw new Error(`unexpected answer of the store: ${result.reason}`);
  }
}

async function expired({ store, clock }: Runtime): Promise<EntryWrite[]> {
  const entries = await store.entries(draftPrefix);
  return entries
    .filter(({ value }) => !isOpen(value, clock.now()))
    .map(({ key, version }) => ({ key, expectedVersion: version, value: undefined }));
}

function isOpen(value: unknown, now: number): boolean {
  const { data: draft } = StoredDraftSchema.safeParse(value);
  return draft !== undefined && draft.expiresAt > now;
}
