import type { VerbAnswer } from '../../../domain/verb.ts';
import { decideAccess } from '../../../policy/access.ts';
import { present } from '../../../goal/present.ts';
import { draftKey, type StoredDraft } from '../../../policy/draft/stored-draft.ts';
import { isSamePerson } from '../../access/same-person.ts';
import { answer, refusal, small } from '../../answers.ts';
import { accessRefusal } from '../../authorize.ts';
import { markOf, storedAnswer } from '../../inbox-mark.ts';
import { unknownRequest } from '../../open-requests.ts';
import { dispatchWithTemplate } from '../run/with-template.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';
import { findDraft, type FoundDraft } from './draft-store.ts';

/**
 * Dispatches a draft as its author would. Said twice, also at the same moment, there is one goal, and both are told of
 * it: the dispatch bears the draft's own name.
 */
export const approveDraft = (world: VerbWorld, call: VerbCall): Promise<VerbAnswer> =>
  ofDraft(world, call, async ({ draft, version }, request) => {
    const deliveryId = draftKey(request);
    if (draft.taken === true) return await goalOfDraft(world, request);
    const settled = settle(draft, call, request);
    if ('content' in settled) return settled;
    const { actor, place, text, flags, asking, attachments } = settled;
    const from = { actor, place, ...present({ asking, attachments }) };
    const entries = [{ key: deliveryId, expectedVersion: version, value: { ...draft, taken: true } }];
    const given = await dispatchWithTemplate(world, { ...from, deliveryId, text, flags, entries });
    return given.code === 'DUPLICATE_GOAL' ? await goalOfDraft(world, request) : given;
  });

/** With the project that was chosen, where that was what was asked: by its number in the list, or by its name. */
function settle(draft: StoredDraft, { text: typed }: VerbCall, request: string): StoredDraft | VerbAnswer {
  const { among } = draft;
  if (among === undefined) return draft;
  const word = typed.trim();
  const project = among.find((name) => name === word) ?? among[Number(word) - 1];
  if (project !== undefined) return { ...draft, flags: { ...draft.flags, project } };
  return refusal(
    'PROJECT_REQUIRED',
    `Which project? ${among.join(', ')}`,
    `Say it: /goal approve ${request} ${among[0] ?? 'PROJECT'}.`,
  );
}

/** What the first one was told who approved it. */
async function goalOfDraft({ runtime }: VerbWorld, request: string): Promise<VerbAnswer> {
  const mark = await runtime.store.seen(draftKey(request));
  return mark === undefined ? tooLate(request) : storedAnswer(mark);
}

/** Takes a draft away. */
export const denyDraft = (world: VerbWorld, call: VerbCall): Promise<VerbAnswer> =>
  ofDraft(world, call, async ({ draft, version }, request) => {
    if (draft.taken === true) return tooLate(request);
    const { store, clock } = world.runtime;
    const given = answer(`${request} is gone`, [small('Nothing was started.')]);
    const result = await store.commit({
      entries: [{ key: draftKey(request), expectedVersion: version, value: undefined }],
      inboxMarks: [markOf(call.message, given, clock.now())],
    });
    if (result.ok) return given;
    return result.reason === 'already-marked' ? storedAnswer(result.mark) : tooLate(request);
  });

const tooLate = (request: string): VerbAnswer =>
  answer(`${request} was decided already`, [small('/goal list shows whether a goal came of it.')]);

type Decide = (found: FoundDraft, request: string) => Promise<VerbAnswer>;

async function ofDraft(world: VerbWorld, call: VerbCall, decide: Decide): Promise<VerbAnswer> {
  const request = call.request ?? '';
  const found = await findDraft(world, request);
  if (found === undefined) return unknownRequest(request);
  return mayDecide(world, call, found.draft) ?? (await decide(found, request));
}

/** Whoever asked for it, and those who approve in its project. */
function mayDecide(world: VerbWorld, call: VerbCall, draft: StoredDraft): VerbAnswer | undefined {
  if (isSamePerson(world, call.actor, draft.actor)) return undefined;
  const { projects, access } = world.installation;
  const project = Object.hasOwn(projects, draft.project) ? projects[draft.project] : undefined;
  const decision = decideAccess(call.actor, 'approve', [
    access,
    ...(project === undefined ? [] : [project.access]),
  ]);
  return decision.allowed ? undefined : accessRefusal(decision, draft.actor);
}
