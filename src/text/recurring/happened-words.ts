import type { Block, Content } from '../../domain/surface/content.ts';
import type { EventRecord, EventType } from '../../domain/event-record.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { Happened, Spend } from '../../policy/recurring/happened.ts';
import { dollars, oneLine, plural } from '../format.ts';
import { utcMoment } from '../utc.ts';

/** A goal that waits for a person, and what for. */
export interface WaitingGoal {
  readonly id: GoalId;
  readonly title: string;
  readonly note: string;
  readonly deadline: number;
}

/** Most changes that are told one by one. */
const mostChanges = 50;
/** Most goals that are named where only their number matters. */
const mostNamed = 10;

const order = ['done', 'failed', 'exhausted', 'escalated', 'cancelled'];

/** `2 goals done · 1 failed · 3 began · 1 waits for a person`; empty when nothing happened. */
export function countsLine({ ends, began }: Happened, waiting: number): string {
  const states = order.filter((state) => (ends[state] ?? 0) > 0);
  const parts = states.map((state, index) =>
    index === 0 ? `${plural(ends[state] ?? 0, 'goal')} ${state}` : `${ends[state]} ${state}`,
  );
  if (began > 0) parts.push(`${began} began`);
  if (waiting > 0) parts.push(waiting === 1 ? '1 waits for a person' : `${waiting} wait for a person`);
  return parts.join(' · ');
}

/** What happened since a moment, one line a change. `cut`: there was more than could be read. */
export function digestContent(
  since: number,
  happened: Happened,
  goals: { readonly waiting: readonly WaitingGoal[]; readonly titles: ReadonlyMap<GoalId, string> },
  cut: boolean,
): Content {
  const { changes } = happened;
  const shown = changes.slice(-mostChanges);
  const left = changes.length - shown.length;
  const notes = [
    ...(left > 0 ? [`${plural(left, 'earlier change')} left out`] : []),
    ...(cut ? ['there was too much to read all of it'] : []),
  ];
  const counts = countsLine(happened, goals.waiting.length);
  return {
    tone: 'info',
    title: `Since ${utcMoment(since)}: ${counts === '' ? plural(changes.length, 'change') : counts}`,
    blocks: [
      ...shown.map((event) => changeLine(event, goals.titles.get(event.goal))),
      ...waitingBlocks(goals.waiting),
      ...(notes.length === 0 ? [] : [smallPrint(`${notes.join('; ')}. /goal list --all shows every goal.`)]),
    ],
  };
}

const changeLine = (event: EventRecord, title: string | undefined): Block => ({
  type: 'text',
  spans: [
    `${utcMoment(event.at)} `,
    { bold: event.goal },
    ` ${title === undefined ? '' : `${oneLine(title, 60)} — `}${changeWords(event)}`,
  ],
});

/** What happened to the goal, in words. What agents and commands said is one line of data. */
function changeWords({ type, data }: EventRecord): string {
  const word = (name: string): string => {
    const value = data[name];
    return typeof value === 'string' || typeof value === 'number' ? oneLine(String(value), 160) : '';
  };
  return wordsOf[type]?.(word) ?? type;
}

const wordsOf: Partial<Record<EventType, (word: (name: string) => string) => string>> = {
  'goal.started': (word) => `began (${word('project')}, ${word('agent')})`,
  'goal.completed': (word) => [word('state'), word('reason')].filter((part) => part !== '').join(': '),
  question: (word) => `asks: ${word('text')}`,
  escalate: (word) => `needs a person: ${word('why')}`,
  'budget.exhausted': (word) => `has used up ${word('axis') === '' ? word('purse') : word('axis')}`,
  delivered: (word) => `delivered ${word('ref')}`,
};

const smallPrint = (text: string): Block => ({ type: 'small', spans: [text] });

function waitingBlocks(waiting: readonly WaitingGoal[]): readonly Block[] {
  const named = waiting.slice(0, mostNamed).map(({ id, title, note, deadline }): Block => ({
    type: 'text',
    spans: [
      { bold: id },
      ` ${oneLine(title, 60)} waits: ${oneLine(note, 160)} (until ${utcMoment(deadline)})`,
    ],
  }));
  const more = waiting.length - named.length;
  return more > 0 ? [...named, smallPrint(`and ${more} more that wait`)] : named;
}

/** The line under an answer for somebody who was away. */
export const awayLine = (since: number, happened: Happened, waiting: number): Block =>
  smallPrint(
    `While you were away (since ${utcMoment(since)}): ${countsLine(happened, waiting)}. /goal digest tells more.`,
  );

const field = (label: string, value: string) => ({ label, value: [value] });

/** The report of a day. `open`: goals that are not over. */
export function reportContent(
  date: string,
  happened: Happened,
  goals: { readonly waiting: readonly WaitingGoal[]; readonly open: number },
  cut: boolean,
): Content {
  const { ends, spentUsd, byAgent, byProject } = happened;
  const bad = (ends['failed'] ?? 0) + (ends['exhausted'] ?? 0) + (ends['escalated'] ?? 0);
  return {
    tone: bad > 0 ? 'warn' : 'info',
    title: `drover on ${date}`,
    blocks: [
      {
        type: 'fields',
        fields: [
          ...order.map((state) => field(state, String(ends[state] ?? 0))),
          field('open', String(goals.open)),
          field('spent', dollars(spentUsd)),
        ],
      },
      ...spendBlock('By agent', byAgent),
      ...spendBlock('By project', byProject),
      ...waitingBlocks(goals.waiting),
      ...(cut ? [smallPrint('There was too much to read all of it: the sums are too low.')] : []),
    ],
  };
}

function spendBlock(label: string, spend: Spend): readonly Block[] {
  if (spend.length === 0) return [];
  const parts = spend.slice(0, mostNamed).map(([name, usd]) => `${name} ${dollars(usd)}`);
  return [{ type: 'text', spans: [`${label}: ${parts.join(' · ')}`] }];
}
