import type { TurnRecord } from '../../../domain/turn.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { oneLine, plural, shortSha } from '../../../text/format.ts';
import { utcMoment } from '../../../text/utc.ts';

/** Commits that one line names. */
const mostNamed = 3;

/** ` · 2 commits: 1a2b3c4 Fix the parser, 5d6e7f8 Add a test`; nothing for a turn without any. */
export function commitWords({ commits = [] }: TurnRecord): string {
  if (commits.length === 0) return '';
  const named = commits
    .slice(-mostNamed)
    .map(({ sha, subject }) => `${shortSha(sha)} ${oneLine(subject, 60)}`);
  const earlier = commits.length > mostNamed ? '… ' : '';
  return ` · ${plural(commits.length, 'commit')}: ${earlier}${named.join(', ')}`;
}

/** Where the work stands beside what the card says, one line each. */
export function workLines(goal: GoalDocument): string[] {
  const commits = goal.turns.reduce((sum, turn) => sum + (turn.commits?.length ?? 0), 0);
  const made = commits === 0 ? [] : [`The agent made ${plural(commits, 'commit')}: /goal turns ${goal.id}.`];
  const { evicted } = goal;
  return evicted === undefined
    ? made
    : [
        ...made,
        `Its worktree was removed at ${utcMoment(evicted.at)}; it is made again when the goal goes on.`,
      ];
}
