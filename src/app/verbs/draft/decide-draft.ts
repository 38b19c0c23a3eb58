import { principalOf } from '../../../domain/actor.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { decideAccess } from '../../../policy/access.ts';
import { draftKey, type StoredDraft } from '../../../policy/draft/stored-draft.ts';
import { answer, small } from '../../answers.ts';
import { accessRefusal } from '../../authorize.ts';
import { markOf, storedAnswer } from '../../inbox-mark.ts';
import { unknownRequest } from '../../open-requests.ts';
import { dispatchGoal } from '../run/dispatch-goal.ts';
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
    const { actor, place, text, flags } = draft;
    const entries = [{ key: deliveryId, expectedVersion: version, value: { ...draft, taken: true } }];
    const given = await dispatchGoal(world, { actor, place, deliveryId, text, flags, entries });
    return given.code === 'DUPLICATE_GOAL' ? await goalOfDraft(world, request) : given;
  });

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
function mayDecide({ installation }: VerbWorld, call: VerbCall, draft: StoredDraft): VerbAnswer | undefined {
  if (principalOf(call.actor) === principalOf(draft.actor)) return undefined;
  const { projects, access } = installation;
  const project = Object.hasOwn(projects, draft.project) ? projects[draft.project] : undefined;
  const decision = decideAccess(call.actor, 'approve', [
    access,
    ...(project === undefined ? [] : [project.access]),
  ]);
  return decision.allowed ? undefined : accessRefusal(decision, draft.actor);
}
