import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { decideAccess } from '../../../policy/access.ts';
import { loadGoal } from '../../../runner/document.ts';
import { oneLine } from '../../../text/format.ts';
import { addGrowth, usualGrowth, type Growth } from '../../../text/growth.ts';
import { accessRefusal, rulesOf } from '../../authorize.ts';
import { unknownRequest } from '../../open-requests.ts';
import { approveDraft, denyDraft } from '../draft/decide-draft.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { growBudget } from './budget.ts';
import { aboutGoal, controlGoal } from './control-goal.ts';
import { onGoal } from './controls.ts';

const onRequest = {
  ...onGoal,
  goal: 'request',
  text: 'optional',
  textName: 'REASON',
  textHelp: 'why; the agent is told',
  plannedFlags: ['for'],
} as const;

export const approveVerb: Verb = {
  ...onRequest,
  name: 'approve',
  summary:
    'grant what a goal asks: the offered budget, or (with the role approve) another try of what the agent may not do; or dispatch a draft',
  handle: async (world, call) => {
    if (call.goal === undefined) return approveDraft(world, call);
    return (await isAboutBudget(world, call))
      ? growBudget(world, call, (goal) => offerOf(goal, call))
      : controlGoal(world, call, {
          decide: (goal) => open(goal, call) ?? mayGrant(world, call, goal) ?? goOn(call, goal),
          done: (goal) => aboutGoal(`${goal.id} goes on`, goal, 'The agent is told to try again.'),
        });
  },
};

export const denyVerb: Verb = {
  ...onRequest,
  name: 'deny',
  summary:
    'refuse what a goal asks: without budget it ends, without permission the agent finds another way; or drop a draft',
  handle: (world, call) =>
    call.goal === undefined
      ? denyDraft(world, call)
      : controlGoal(world, call, {
          decide: (goal) => open(goal, call) ?? refused(call, goal),
          done: (goal) => denied(goal),
        }),
};

/** The request may have been decided between looking for it and now. */
const open = (goal: GoalDocument, { request }: VerbCall): VerbAnswer | undefined =>
  goal.waiting?.request === request ? undefined : unknownRequest(request ?? '');

async function isAboutBudget({ runtime }: VerbWorld, { goal }: VerbCall): Promise<boolean> {
  const loaded = goal === undefined ? undefined : await loadGoal(runtime.store, goal);
  return loaded?.goal.waiting?.reason === 'budget';
}

function offerOf(goal: GoalDocument, call: VerbCall): Growth | VerbAnswer {
  const { waiting } = goal;
  const closed = open(goal, call);
  if (closed !== undefined || waiting?.axis === undefined)
    return closed ?? unknownRequest(call.request ?? '');
  return addGrowth({}, waiting.offer ?? usualGrowth(waiting.axis));
}

/** Money is a matter of allowance; what an agent may do is not decided by those who only run goals. */
function mayGrant(world: VerbWorld, call: VerbCall, goal: GoalDocument): VerbAnswer | undefined {
  const access = decideAccess(call.actor, 'approve', rulesOf(world, goal));
  return access.allowed ? undefined : accessRefusal(access);
}

/** A reason is for the agent, too. */
const goOn = ({ actor: by, text, request }: VerbCall, goal: GoalDocument): GoalEvent =>
  text === ''
    ? { type: 'ResumeWished', by }
    : { type: 'MessageGiven', by, text: `${request} is approved: ${text}\n\n${wanted(goal)}` };

function refused({ actor: by, text, request }: VerbCall, goal: GoalDocument): GoalEvent {
  if (goal.waiting?.reason === 'budget') return { type: 'BudgetRefused', by };
  const why = text === '' ? '' : `: ${text}`;
  return {
    type: 'MessageGiven',
    by,
    text: `${request} is denied${why}\n\n${wanted(goal)} Find another way, or say what cannot be done without it.`,
  };
}

const wanted = ({ waiting }: GoalDocument): string => `It was about: ${oneLine(waiting?.note ?? '', 300)}.`;

const denied = (goal: GoalDocument): VerbAnswer =>
  goal.state === 'exhausted'
    ? aboutGoal(`${goal.id} ends with what it has`, goal)
    : aboutGoal(`${goal.id} goes on without it`, goal, 'The agent is told to find another way.');
