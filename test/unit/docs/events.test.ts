import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventTypes } from '../../../src/domain/event-record.ts';
import type { LogEntry, ReduceContext } from '../../../src/goal/draft.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import {
  alice,
  changed,
  context,
  foldIn,
  green,
  ready,
  red,
  sampleGoal,
  started,
  turnFailed,
  turnFinished,
} from '../../support/core/sample-goal.ts';
import { checks, saved } from '../../support/core/stages.ts';

const page = readFileSync(new URL('../../../docs/events.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `([a-z._]+)` \|.*\|([^|]*)\|$/gm)].map(([, type, data]) => ({
  type,
  data,
}));

test('docs/events.md explains every public event type, and no other', () => {
  expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(eventTypes));
  expect(rows).toHaveLength(eventTypes.length);
});

type Move = Parameters<typeof foldIn>[2];
const begin = (seq: number): Move => ({ type: 'TurnStarted', seq, promptBytes: 1 });
const sleepy = turnFinished({ text: '{"__drover_sleep__": true, "duration_ms": 1000, "reason": "x"}' });
const committed: Move = { type: 'WorkCommitted', sha: 'd', changes: changed };
const delivered: Move = { type: 'BranchDelivered', ref: 'r' };
const say: Move = { type: 'MessageGiven', by: alice, text: 'x', now: true };
const late: ReduceContext = { ...context, now: 9e9 };
const poor: ReduceContext = { ...context, emptyPurse: { key: 'global/total', leftUsd: 0, limitUsd: 1 } };

const nothing = { written: [], refused: [] };
const helped: ReduceContext = {
  ...context,
  rules: { ...context.rules, helps: { summary: false, compact: false, memory: true } },
};
const notes: readonly (Move | ReduceContext)[] = [
  turnFinished(),
  checks([red]),
  saved(2),
  begin(2),
  helped,
  turnFinished(),
  { type: 'MemoryExtracted', ...nothing },
  { type: 'NotesTidied', outcome: 'skipped', removed: [], why: 'x', ...nothing },
];

const hooked: readonly Move[] = [
  { type: 'HookAdded', by: alice, hook: { id: 'H-1', on: 'progress', action: { do: 'nats', subject: 'x' } } },
  turnFinished(),
  { type: 'HookClaimed' },
  { type: 'HookFinished', outcome: 'done', note: 'x' },
  checks([red]),
  saved(2),
  begin(2),
  turnFinished(),
  { type: 'HookFinished', outcome: 'failed', note: 'x' },
];

const asked = (call: string, fallback: object = {}): Move => ({
  type: 'QuestionAsked',
  call,
  text: 'x',
  options: ['y'],
  ...fallback,
});
const asking: readonly (Move | ReduceContext)[] = [
  asked('c1'),
  asked('c2', { fallback: 'y' }),
  asked('c3'),
  { type: 'QuestionAnswered', by: alice, question: 'Q-1', text: 'y' },
  turnFinished(),
  late,
  { type: 'WakeDue' },
];

/** What happens, in which circumstances; unnamed ones are the usual. */
const stories: readonly (readonly (Move | ReduceContext)[])[] = [
  [...ready, started, say, turnFinished(), checks([green]), committed, delivered],
  [
    ...ready,
    started,
    { type: 'CompactWished', by: alice, focus: '' },
    turnFinished({ context: { used: 90 } }),
    checks([red]),
    saved(2),
    begin(2),
    turnFinished({ context: { used: 9 } }),
    begin(3),
    { type: 'TurnProgressed', tools: 1, text: 'x' },
    { type: 'TurnStalled', silentMs: 1 },
    { type: 'StopWished', by: alice, at: 1e6 },
    turnFinished({ outcome: 'aborted' }),
    { type: 'RollbackWished', by: alice, checkpoint: 1 },
    { type: 'WorkspaceRestored' },
    { type: 'ResumeWished', by: alice },
    { type: 'CancelWished', by: alice, reason: '' },
    { type: 'RetryWished', by: alice, text: 'again' },
  ],
  [...ready, started, sleepy, late, { type: 'WakeDue' }],
  [...ready, started, turnFailed({ kind: 'permission-blocked', message: 'x' }), late, { type: 'WakeDue' }],
  [...ready, started, turnFailed({ kind: 'overloaded', message: 'x' }), late, { type: 'WakeDue' }],
  [{ type: 'SlotGranted' }, ...ready.slice(1, 2), poor, saved(1)],
  [...ready, started, ...hooked],
  [...ready, started, ...asking],
  [...ready, { type: 'TurnStarted', seq: 1, promptBytes: 1, recalled: 1 }, ...notes],
];

const isMove = (item: Move | ReduceContext): item is Move => 'type' in item;

function logOf(story: (typeof stories)[number], budget = {}): LogEntry[] {
  let goal: GoalDocument = sampleGoal(budget, { memory: { recall: true, extractEvery: 1 } });
  let circumstances = context;
  return story.flatMap((item) => {
    if (!isMove(item)) {
      circumstances = item;
      return [];
    }
    const step = foldIn(circumstances, goal, item);
    goal = step.document;
    return [...step.log];
  });
}

const log = [
  ...stories.flatMap((story) => logOf(story)),
  ...[{ turns: 1 }, { costUsd: 0.6 }].flatMap((budget) =>
    logOf([...ready, started, turnFinished(), checks([red])], budget),
  ),
];

test('the stories of this test have all the events in them', () => {
  expect(new Set(log.map(({ type }) => type))).toEqual(new Set(eventTypes));
});

test.each(rows.filter(({ type }) => type !== 'decision'))(
  '$type has no other data than the page says',
  ({ type, data }) => {
    const keys = log.filter((entry) => entry.type === type).flatMap((entry) => Object.keys(entry.data));
    expect([...new Set(keys)].filter((key) => data?.includes(`\`${key}\``) !== true)).toEqual([]);
  },
);
