import { oneLine } from '../../../text/format.ts';
import { answer, small } from '../../answers.ts';
import type { Verb } from '../verb.ts';
import { aboutGoal, controlGoal } from './control-goal.ts';

const onGoal = { role: 'run', othersRole: 'approve', goal: 'needed', flags: [] } as const;

export const pauseVerb: Verb = {
  ...onGoal,
  name: 'pause',
  text: 'none',
  summary: 'hold before the next turn; the session and the work are kept',
  handle: (world, call) =>
    controlGoal(world, call, {
      event: (goal) =>
        goal.state === 'paused' || goal.pauseWished ? undefined : { type: 'PauseWished', by: call.actor },
      done: (goal) =>
        aboutGoal(
          goal.state === 'paused' ? `${goal.id} is paused` : `${goal.id} pauses before its next turn`,
          goal,
        ),
      already: (goal) =>
        aboutGoal(`${goal.id} is already ${goal.state === 'paused' ? 'paused' : 'going to pause'}`, goal),
    }),
};

export const resumeVerb: Verb = {
  ...onGoal,
  name: 'resume',
  text: 'none',
  summary: 'go on after a pause',
  handle: (world, call) =>
    controlGoal(world, call, {
      event: (goal) =>
        goal.state === 'paused' || goal.pauseWished ? { type: 'ResumeWished', by: call.actor } : undefined,
      done: (goal) => aboutGoal(`${goal.id} goes on`, goal),
      already: (goal) => aboutGoal(`${goal.id} is not paused`, goal),
    }),
};

export const cancelVerb: Verb = {
  ...onGoal,
  name: 'cancel',
  text: 'optional',
  textName: 'REASON',
  summary: 'end the goal; what runs is stopped, the worktree is kept',
  handle: (world, call) =>
    controlGoal(world, call, {
      event: () => ({ type: 'CancelWished', by: call.actor, reason: call.text }),
      done: (goal) => aboutGoal(`${goal.id} is cancelled`, goal),
      already: (goal) => aboutGoal(`${goal.id} is cancelled`, goal),
    }),
};

export const sayVerb: Verb = {
  ...onGoal,
  name: 'say',
  aliases: ['interrupt'],
  text: 'needed',
  summary: 'tell the agent something; it stands at the head of the next turn',
  handle: (world, call) =>
    controlGoal(world, call, {
      event: () => ({ type: 'MessageGiven', by: call.actor, text: call.text }),
      done: (goal) => {
        const receipt = goal.messages.at(-1)?.receipt ?? '';
        const when = goal.state === 'paused' ? `when ${goal.id} is resumed` : 'with the next turn';
        return answer(
          `${receipt} is queued for ${goal.id}`,
          [small(`“${oneLine(call.text, 200)}” reaches the agent ${when}; the card shows when.`)],
          {
            goal: goal.id,
            data: { receipt, state: 'queued' },
          },
        );
      },
      already: (goal) => aboutGoal(`${goal.id} took no message`, goal),
    }),
};
