import { principalOf } from '../domain/actor.ts';
import type { GoalId } from '../domain/ids.ts';
import { threadKey } from '../domain/origin.ts';
import type { InboundMessage, VerbAnswer } from '../domain/verb.ts';
import type { Intake } from '../ports/chat/intake.ts';
import type { GoalDocument } from '../goal/state.ts';
import { present } from '../goal/present.ts';
import { loadGoal } from '../runner/document.ts';
import { worldFor } from './access/world-for.ts';
import { refusal } from './answers.ts';
import { authorize } from './authorize.ts';
import { remember, storedAnswer } from './inbox-mark.ts';
import { namedWords } from './parse/named-words.ts';
import { goalOfRequest, unknownRequest } from './open-requests.ts';
import { parseVerb, type ParsedVerb, type VerbTable } from './parse-verb.ts';
import { findDraft } from './verbs/draft/draft-store.ts';
import { maySee } from './verbs/may-see.ts';
import { withNews } from './verbs/recurring/with-news.ts';
import type { VerbCall, VerbWorld } from './verbs/verb.ts';

/** The one way in for everything people ask, from every surface. */
export const createIntake =
  (world: VerbWorld, table: VerbTable): Intake =>
  async (message) => {
    const seen = await world.runtime.store.seen(message.deliveryId);
    if (seen !== undefined) return storedAnswer(seen);
    const given = await answerTo(world, table, message);
    return given.ok ? given : noteRefusal(world, message, given);
  };

async function answerTo(outer: VerbWorld, table: VerbTable, asked: InboundMessage): Promise<VerbAnswer> {
  const entered = await worldFor(outer, asked.actor);
  if (!entered.ok) return entered.answer;
  const { world, actor } = entered;
  const request = await namedWords(world, table, asked.request, await goalOfThread(world, asked));
  const message = { ...asked, actor, request };
  const result = parseVerb(table, message.request, message.place.thread !== undefined);
  if (!result.ok) return refuseQuietly(world, message, result.answer);
  const { parsed } = result;
  const goal = await goalOf(world, message, parsed);
  const call: VerbCall = { ...parsed, message, actor, ...present({ goal }) };
  const about = await visibleGoal(world, call);
  const denied = isOpen(call) ? undefined : authorize(world, actor, parsed.verb, about);
  if (denied !== undefined) return denied;
  if (parsed.verb.goal !== 'none' && goal === undefined && !(await isDraft(world, parsed)))
    return whichGoal(parsed);
  if (goal !== undefined && about === undefined) return noGoal(goal, parsed);
  const given = await parsed.verb.handle(world, call);
  // A digest is a look of its own.
  return parsed.verb.name === 'digest' ? given : withNews(world, actor, given);
}

const noGoal = (goal: GoalId, { request }: ParsedVerb): VerbAnswer =>
  request === undefined
    ? refusal('GOAL_NOT_FOUND', `There is no goal ${goal}`, 'See /goal list --all.')
    : unknownRequest(request);

/** Parts of a verb that people without a role may ask for; guests, bots and the like may not. */
const isOpen = ({ verb, action, actor }: VerbCall): boolean =>
  action !== undefined && verb.open?.includes(action.name) === true && actor.outsider === undefined;

/** A goal of a project that this person may not see is not there for them. */
async function visibleGoal(world: VerbWorld, { goal, actor }: VerbCall): Promise<GoalDocument | undefined> {
  const loaded = goal === undefined ? undefined : await loadGoal(world.runtime.store, goal);
  return loaded !== undefined && maySee(world, actor, loaded.goal.spec.project) ? loaded.goal : undefined;
}

/** The goal that a verb is about: the one that was named, that asked the request, or whose thread it is. */
async function goalOf(
  world: VerbWorld,
  message: InboundMessage,
  { verb, goal, request }: ParsedVerb,
): Promise<GoalId | undefined> {
  if (verb.goal === 'none') return undefined;
  if (verb.goal === 'request') return request === undefined ? undefined : goalOfRequest(world, request);
  return goal ?? goalOfThread(world, message);
}

/** A draft is decided like what a goal asks, and belongs to no goal yet. */
const isDraft = async (world: VerbWorld, { request }: ParsedVerb): Promise<boolean> =>
  request !== undefined && (await findDraft(world, request)) !== undefined;

function whichGoal({ verb, request }: ParsedVerb): VerbAnswer {
  if (verb.goal === 'request' && request === undefined)
    return refusal(
      'TEXT_REQUIRED',
      `“${verb.name}” needs the request`,
      `Example: /goal ${verb.name} R-7K2M4Q. /goal status G-1 shows what a goal waits for.`,
    );
  if (request !== undefined) return unknownRequest(request);
  return refusal(
    'GOAL_REQUIRED',
    'Which goal?',
    `Name it: /goal ${verb.name} G-1 — or write !${verb.name} in its thread.`,
  );
}

/** Strangers learn nothing from a mistyped verb: those without any role get the same refusal as for a known one. */
const refuseQuietly = (world: VerbWorld, message: InboundMessage, given: VerbAnswer): VerbAnswer =>
  authorize(world, message.actor, { role: 'view' }, undefined) ?? given;

async function goalOfThread(world: VerbWorld, message: InboundMessage): Promise<GoalId | undefined> {
  const thread = threadKey(message.place);
  if (thread === undefined) return undefined;
  const [goal] = await world.runtime.store.list({ thread });
  return goal?.id;
}

/** A refused delivery is remembered, so that its repeat is not answered twice; the text is not logged. */
function noteRefusal(world: VerbWorld, message: InboundMessage, given: VerbAnswer): Promise<VerbAnswer> {
  const { runtime } = world;
  runtime.logger.info({ who: principalOf(message.actor), code: given.code }, 'refused');
  return remember(runtime, message, given);
}
