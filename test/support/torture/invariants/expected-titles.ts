import type { EventRecord } from '../../../../src/domain/event-record.ts';
import type { PastGoal } from './remains.ts';

/** The notices that the events of a goal make, in order, each by how its title reads. A restart of drover makes none. */
export const expectedTitles = ({ goal, events }: PastGoal): readonly RegExp[] =>
  events.flatMap(({ type, data }) => {
    const title = titles[type]?.(data);
    return title === undefined ? [] : [new RegExp(title.replace('ID', goal.id), 'u')];
  });

type Title = (data: EventRecord['data']) => string | undefined;

const titles: Partial<Record<EventRecord['type'], Title>> = {
  paused: () => 'ID is paused',
  resumed: ({ how, run }) => (how === undefined ? 'ID goes on' : `ID begins its run ${String(run)}`),
  sleep: () => 'ID is sleeping until',
  wake: ({ reason }) => (reason === 'sleep' ? 'ID is awake' : undefined),
  stalled: () => 'ID: nothing has been heard',
  'budget.warning': () => 'ID has used 80 %',
  'budget.exhausted': ({ inTurn }) => (inTurn === true ? undefined : 'ID has used up a budget'),
  decision: ({ what }) => (what === 'budget grown' ? 'ID has \\d+ turns? more' : undefined),
  'goal.completed': ({ state }) => `ID (?:is|has) ${String(state)}`,
  acceptance: ({ accepted }) =>
    accepted === false ? 'Turn \\d+: (?:\\d+ checks? failed|nothing was changed)' : undefined,
  question: ({ id }) => `ID: the agent asks \\(${String(id)}\\)`,
  answered: ({ id, by }) => (by === undefined ? undefined : `ID: ${String(id)} is answered`),
  'hook.failed': () => 'ID: .*hook',
  replay: (data) => (isTold(data) ? 'Turn \\d+ broke: ' : undefined),
};

/** A restart of drover is no news, and a failure that ends the run is told by its end. */
function isTold(data: EventRecord['data']): boolean {
  const { failure, decision } = data as { failure: { byRestart?: boolean }; decision: { do: string } };
  return failure.byRestart !== true && decision.do !== 'stop' && decision.do !== 'escalate';
}
