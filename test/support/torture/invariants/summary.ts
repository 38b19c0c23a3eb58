import type { Stage } from '../stage.ts';
import { deathsIn, tagOf, wasCutOff, wasHarmed } from './check-turns.ts';
import type { Remains } from './remains.ts';

/**
 * Of the turns that saw drover die, and to which nothing else was done: how many went on, how many of those were still at
 * work when another life was awake, and the most lives that one took.
 */
export function turnsThatOutlived(
  stage: Stage,
  remains: Remains,
): { saw: number; outlived: number; attached: number; mostLives: number } {
  const saw = remains.goals.flatMap((past) =>
    past.goal.turns.filter(
      (turn) =>
        turn.outcome !== 'aborted' &&
        deathsIn(stage, turn).length > 0 &&
        !wasHarmed(stage, turn, tagOf(remains, past, turn)),
    ),
  );
  const outlived = saw.filter((turn) => !wasCutOff(turn));
  const attached = remains.goals.flatMap((past) =>
    past.goal.turns.filter((turn) => {
      const exit = remains.exits.get(tagOf(remains, past, turn)) ?? 0;
      return outlived.includes(turn) && stage.awake.some((at) => turn.startedAt < at && at < exit);
    }),
  );
  const mostLives = 1 + Math.max(0, ...outlived.map((turn) => deathsIn(stage, turn).length));
  return { saw: saw.length, outlived: outlived.length, attached: attached.length, mostLives };
}

/** How much there was to go wrong. */
export function summaryOf(stage: Stage, remains: Remains): string {
  const { deaths, deliveries, killedShims, slack } = stage;
  const { goals } = remains;
  const turns = goals.flatMap(({ goal }) => goal.turns);
  const { saw, outlived, attached, mostLives } = turnsThatOutlived(stage, remains);
  const polite = deaths.filter(({ by }) => by === 'SIGTERM');
  const failed = slack.state.calls.filter(({ outcome }) => outcome !== 'ok').length;
  const ends = Map.groupBy(turns, ({ outcome, failure }) =>
    failure === undefined ? outcome : `${failure.kind}${failure.byRestart === true ? ' by restart' : ''}`,
  );
  return [
    `${deaths.length - polite.length} kills, ${polite.length} polite ends (${polite.filter(({ drain }) => drain).length} of them drained), ${killedShims.size} shims killed`,
    `${goals.length} goals in ${goals.reduce((sum, { goal }) => sum + goal.run, 0)} runs`,
    `${turns.length} turns: ${[...ends].map(([end, rows]) => `${rows.length} ${end}`).join(', ')}`,
    `${saw} turns saw drover die and nothing worse: ${outlived} outlived it, ${attached} of them at work when the next life came, one through ${mostLives} lives; ${saw - outlived} were cut off`,
    `${deliveries.length} requests, ${goals.flatMap(({ goal }) => goal.messages).length} messages`,
    `${slack.state.calls.length} calls of Slack, ${failed} of them failed`,
  ].join('\ntorture: ');
}
