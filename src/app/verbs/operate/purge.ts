import type { VerbAnswer } from '../../../domain/verb.ts';
import { byteWords, plural } from '../../../text/format.ts';
import { stateLine } from '../../../text/state-line.ts';
import { loadGoal } from '../../../runner/document.ts';
import { isTerminal } from '../../../domain/goal.ts';
import type { GoalId } from '../../../domain/ids.ts';
import { answer, refusal, small } from '../../answers.ts';
import { markOf, storedAnswer } from '../../inbox-mark.ts';
import type { Purged, PurgedParts } from '../../../ports/store/purged.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';

export const purgeVerb: Verb = {
  name: 'purge',
  role: 'admin',
  goal: 'needed',
  text: 'none',
  flags: [{ name: 'yes', type: 'switch', help: 'really: there is no way back' }],
  summary: 'remove everything that drover keeps of an ended goal, for good; the ledger of money stays',
  handle: purge,
};

async function purge(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const { runtime } = world;
  const goal = call.goal === undefined ? undefined : (await loadGoal(runtime.store, call.goal))?.goal;
  if (goal === undefined) return refusal('GOAL_NOT_FOUND', 'There is no such goal', 'See /goal list --all.');
  if (!isTerminal(goal.state))
    return refusal(
      'WRONG_USAGE',
      `${goal.id} has not ended: it is ${stateLine(goal)}`,
      `End it first: /goal cancel ${goal.id}.`,
      goal.id,
    );
  if (call.flags['yes'] !== true) return confirmFirst(goal.id);
  const marks = (parts: PurgedParts) => [markOf(call.message, gone(goal.id, parts), runtime.clock.now())];
  return answerTo(goal.id, await world.purge(goal.id, marks));
}

const confirmFirst = (id: GoalId): VerbAnswer =>
  refusal(
    'WRONG_USAGE',
    `This removes everything that drover keeps of ${id}: what was asked, what was done, worktree, branch in drover’s mirror, checkpoints, logs and notes`,
    `There is no way back. If this is meant: /goal purge ${id} --yes. To free only the disk: /goal evict --older 0s.`,
    id,
  );

function answerTo(id: GoalId, purged: Purged): VerbAnswer {
  if (purged.is === 'purged') return gone(id, purged.parts);
  if (purged.is === 'repeat') return storedAnswer(purged.mark);
  return refusal(
    'WRONG_USAGE',
    purged.is === 'busy' ? `${id} is being worked on right now` : `${id} is not over any more`,
    'Nothing was purged. Look at /goal status and try again.',
    id,
  );
}

const gone = (id: GoalId, { bytes, notes }: PurgedParts): VerbAnswer =>
  answer(`${id} is gone for good`, [
    small(
      `${byteWords(bytes)} freed, ${plural(notes, 'note')} forgotten. What was delivered, what stands in chats and what agents keep in homes of their own is not drover’s to remove.`,
    ),
  ]);
