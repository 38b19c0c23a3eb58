import type { Block } from '../../../domain/surface/content.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { byteWords, duration, oneLine, plural } from '../../../text/format.ts';
import { durationMs } from '../../../text/read-duration.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import { remember } from '../../inbox-mark.ts';
import { textFlag } from '../flags.ts';
import type { Evicted, Verb, VerbCall, VerbWorld } from '../verb.ts';

export const evictVerb: Verb = {
  name: 'evict',
  role: 'admin',
  goal: 'none',
  text: 'none',
  flags: [{ name: 'older', type: 'text', value: 'TIME', help: 'how long ago they ended, at least: 24h' }],
  summary: 'remove the worktrees of ended goals now; each is made again when its goal goes on',
  handle: evict,
};

async function evict(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const typed = textFlag(call, 'older');
  const olderMs = typed === undefined ? undefined : durationMs(typed);
  if (olderMs === undefined)
    return refusal(
      'WRONG_USAGE',
      typed === undefined ? 'Older than what?' : `“${oneLine(typed, 20)}” is no duration`,
      'Example: /goal evict --older 24h. 0s takes the worktrees of all goals that have ended.',
    );
  return remember(world.runtime, call.message, answerOf(await world.evict(olderMs), olderMs));
}

/** Handles that one answer names. */
const mostNamed = 20;

function answerOf(evicted: Evicted, olderMs: number): VerbAnswer {
  const { worktrees, failed, bytes } = evicted;
  const ago = olderMs === 0 ? '' : ` at least ${duration(olderMs)} ago`;
  const blocks: Block[] = [];
  if (worktrees.length > 0) blocks.push(text(named(worktrees)));
  if (failed.length > 0)
    blocks.push(
      text({ bold: 'Not removed: ' }, `${named(failed)}. The log says why; what is there is kept.`),
    );
  blocks.push(
    small(
      worktrees.length === 0
        ? `No goal that ended${ago} has a worktree that could go.`
        : 'Branches and checkpoints stay: /goal continue makes a worktree again.',
    ),
  );
  return answer(`${plural(worktrees.length, 'worktree')} removed, ${byteWords(bytes)} freed`, blocks, {
    data: { worktrees, failed, bytes },
  });
}

const named = (goals: readonly string[]): string =>
  goals.length <= mostNamed
    ? goals.join(', ')
    : `${goals.slice(0, mostNamed).join(', ')} and ${goals.length - mostNamed} more`;
