import type { RungPlace } from '../../domain/rules/ladder.ts';
import { isAsked } from '../../goal/moves/ladder/asks.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { Ladder, Rung } from '../../goal/waiting.ts';
import { utcTime } from '../utc.ts';

const names: Readonly<Record<RungPlace, string>> = {
  thread: 'this thread',
  mention: 'a mention',
  direct: 'a direct message',
  operations: 'the operations channel',
};

/** Who was told that the goal waits, beyond its thread, and who is next. */
export const rungFields = (goal: GoalDocument): { label: string; value: string[] }[] =>
  goal.ladders
    .filter(({ ask, rungs }) => isAsked(goal, ask) && rungs.some(isNews))
    .map((ladder) => ({ label: `Told of ${ladder.ask}`, value: [ladderWords(ladder)] }));

/** As long as everything goes its usual way, the question itself says enough. */
const isNews = ({ state }: Rung, step: number): boolean =>
  state === 'refused' || (step > 0 && state !== 'waiting');

function ladderWords({ rungs }: Ladder): string {
  const next = rungs.find(({ state }) => state === 'waiting');
  const told = rungs.filter(({ state }) => state !== 'waiting').map(rungWords);
  return [...told, ...(next === undefined ? [] : [`next ${names[next.to]} at ${utcTime(next.dueAt)}`])].join(
    ' · ',
  );
}

const rungWords = ({ to, state, code }: Rung): string =>
  state === 'refused' ? `not ${names[to]} (${code ?? 'refused'})` : names[to];
