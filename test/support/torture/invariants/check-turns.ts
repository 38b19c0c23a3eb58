import type { TurnRecord } from '../../../../src/domain/turn.ts';
import { countingAgents } from '../agents.ts';
import type { Death, Stage } from '../stage.ts';
import type { PastGoal, Remains } from './remains.ts';

/** The tag that the processes of a turn bear. */
export const tagOf = ({ homeId }: Remains, { goal }: PastGoal, { run, seq }: TurnRecord): string =>
  `${homeId}/${goal.id}/${run}-${seq}`;

/** The ends of drover that a turn saw. */
export const deathsIn = ({ deaths }: Stage, { startedAt, endedAt }: TurnRecord): readonly Death[] =>
  deaths.filter(({ from, to }) => startedAt <= to && endedAt >= from);

/** Every start has one row, every row one process; turns go on when drover dies; what they used is counted once. */
export function checkTurns(stage: Stage, remains: Remains): string[] {
  const tags = remains.goals.flatMap((past) => past.goal.turns.map((turn) => tagOf(remains, past, turn)));
  const rows = new Set(tags);
  const { starts } = remains;
  return [
    ...remains.running.map((what) => `${what} is left`),
    ...remains.overlaps.map((tag) => `${tag} was started while an older agent of the same goal lived`),
    ...(rows.size === tags.length ? [] : ['two turns have the same number']),
    ...starts.filter((tag, index) => starts.indexOf(tag) !== index).map((tag) => `${tag} was started twice`),
    ...starts.filter((tag) => !rows.has(tag)).map((tag) => `${tag} was started and has no row`),
    ...remains.goals.flatMap((past) => [
      ...past.goal.turns.flatMap((turn) => checkEnd(stage, remains, past, turn)),
      ...checkAborted(stage, past),
      ...checkUsage(past),
    ]),
  ];
}

const cutOff: readonly string[] = ['crashed', 'timeout', 'network', 'protocol'];

/** Whether the turn was cut off by anything. */
export const wasCutOff = ({ failure }: TurnRecord): boolean =>
  failure !== undefined && cutOff.includes(failure.kind);

/** Whether more was done to a turn than to let drover die: its shim was killed, or its drover drained. */
export const wasHarmed = (stage: Stage, turn: TurnRecord, tag: string): boolean =>
  stage.killedShims.has(tag) || deathsIn(stage, turn).some(({ by, drain }) => by === 'SIGTERM' && drain);

/** drover's death ends no turn whose agent had begun. Its shim's death may, and a drain does. */
function checkEnd(stage: Stage, remains: Remains, past: PastGoal, turn: TurnRecord): string[] {
  const tag = tagOf(remains, past, turn);
  if (!wasCutOff(turn) || wasHarmed(stage, turn, tag)) return [];
  const deaths = deathsIn(stage, turn).length;
  if (deaths > 0 && !remains.starts.includes(tag)) return [];
  const { kind, message } = turn.failure ?? {};
  return [`${tag} was cut off (${kind}: ${message}); it saw ${deaths} ends of drover`];
}

/** A turn is ended before its time only because somebody asked for it. */
function checkAborted({ deliveries }: Stage, { goal }: PastGoal): string[] {
  const aborted = goal.turns.filter(({ outcome }) => outcome === 'aborted').length;
  const wishes = deliveries.filter(
    ({ goal: about, verb, flag }) =>
      about === goal.id && (verb === 'stop' || verb === 'cancel' || flag === '--now'),
  ).length;
  return aborted <= wishes ? [] : [`${aborted} turns of ${goal.id} were ended, ${wishes} times at a wish`];
}

/** What agents used is known: each of their turns that finished used the same, and the goal the sum of all. */
function checkUsage({ goal }: PastGoal): string[] {
  const sum = goal.turns.reduce((total, { usage }) => total + usage.input + usage.output, 0);
  const known = goal.usage.input + goal.usage.output;
  const tokens = countingAgents[goal.agent.name as keyof typeof countingAgents];
  const odd = goal.turns.filter(
    (turn) =>
      tokens !== undefined && counts(goal.turns, turn) && turn.usage.input + turn.usage.output !== tokens,
  );
  return [
    ...(sum === known ? [] : [`the turns of ${goal.id} used ${sum} tokens, it counts ${known}`]),
    ...odd.map(
      ({ run, seq, usage }) =>
        `turn ${run}-${seq} of ${goal.id} is booked with ${usage.input + usage.output} tokens, it used ${tokens}`,
    ),
  ];
}

/** What a turn used before it was cut off may be told with the next one of its session. */
const counts = (turns: readonly TurnRecord[], turn: TurnRecord): boolean =>
  turn.outcome === 'finished' &&
  turns
    .filter(({ seq, session }) => seq < turn.seq && session === turn.session)
    .every(({ outcome }) => outcome === 'finished');
