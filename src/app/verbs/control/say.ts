import type { InboundMessage, VerbAnswer } from '../../../domain/verb.ts';
import type { EventOf } from '../../../goal/events.ts';
import { runningTurn } from '../../../goal/moves/withdraw.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { oneLine } from '../../../text/format.ts';
import { stateLine } from '../../../text/state-line.ts';
import { answer, small } from '../../answers.ts';
import type { Verb } from '../verb.ts';
import { controlGoal } from './control-goal.ts';
import { isStopping, onGoal } from './controls.ts';

export const sayVerb: Verb = {
  ...onGoal,
  name: 'say',
  aliases: ['interrupt'],
  text: 'needed',
  textHelp: 'what to tell the agent',
  takesFiles: true,
  flags: [
    { name: 'now', type: 'switch', help: 'end the running turn; the next one begins with the message' },
  ],
  summary: 'tell the agent something; it stands at the head of the next turn',
  handle: (world, call) => {
    const now = call.flags['now'] === true;
    return controlGoal(world, call, {
      decide: () => ({
        type: 'MessageGiven',
        by: call.actor,
        text: call.text,
        ...(now ? { now } : {}),
        ...sentWith(call.message),
      }),
      done: (goal, before) => queued(goal, oneLine(call.text, 200), whenRead(goal, before, now)),
    });
  },
};

/** Where it was written, and what came with it. */
const sentWith = ({
  source,
  attachments,
}: InboundMessage): Pick<EventOf<'MessageGiven'>, 'source' | 'attachments'> => ({
  ...(source === undefined ? {} : { source }),
  ...(attachments === undefined || attachments.length === 0 ? {} : { attachments }),
});

function queued(goal: GoalDocument, text: string, when: string): VerbAnswer {
  const receipt = goal.messages.at(-1)?.receipt ?? '';
  return answer(
    `${receipt} is queued for ${goal.id}`,
    [small(`“${text}” reaches the agent ${when}; the card shows when.`)],
    { goal: goal.id, data: { receipt, state: 'queued' } },
  );
}

/** When the agent will read it, as the goal stands after the message. */
function whenRead(goal: GoalDocument, before: GoalDocument, now: boolean): string {
  if (goal.state === 'paused' || goal.pauseWished || isStopping(goal)) return `when ${goal.id} is resumed`;
  if (goal.state === 'waiting') return `with the next turn; but ${goal.id} is ${stateLine(goal)}`;
  if (before.state === 'sleeping') return `now: ${goal.id} is woken for it`;
  if (before.state === 'waiting') return `now: ${goal.id} goes on with it`;
  return now ? `at once: ${whatGivesWay(goal)}` : 'with the next turn';
}

function whatGivesWay(goal: GoalDocument): string {
  const turn = runningTurn(goal);
  if (turn?.kind === 'compact') return 'the next turn begins with it, after the compaction that is under way';
  return turn?.abort === undefined
    ? 'the next turn begins with it'
    : `turn ${turn.turn} is being ended, and the next begins with it`;
}
