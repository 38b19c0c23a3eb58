import { stripVTControlCharacters } from 'node:util';
import type { Block } from '../../../domain/surface/content.ts';
import { DroverError } from '../../../domain/errors.ts';
import { agentWords } from '../../../domain/goal.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { TurnRecord } from '../../../domain/turn.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { budgetOf, usedBy } from '../../../goal/used.ts';
import { loadGoal } from '../../../runner/document.ts';
import { compactNumber, diffSummary, duration, oneLine, plural, spend } from '../../../text/format.ts';
import { budgetTable } from '../../../text/card/budget-table.ts';
import { chartBlocks } from '../../../text/chart/goal-chart.ts';
import { spanText } from '../../../text/narrate/spans.ts';
import { phaseOf } from '../../../text/state-line.ts';
import { statusCard } from '../../../text/status-card.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { queueWords } from './queue-words.ts';
import { commitWords, workLines } from './work-words.ts';

type Show = (world: VerbWorld, goal: GoalDocument, call: VerbCall) => VerbAnswer | Promise<VerbAnswer>;

const shows = (name: string, summary: string, show: Show, flags: Verb['flags'] = []): Verb => ({
  name,
  summary,
  flags,
  role: 'view',
  goal: 'needed',
  text: 'none',
  async handle(world, call) {
    const loaded = call.goal === undefined ? undefined : await loadGoal(world.runtime.store, call.goal);
    if (loaded === undefined)
      return refusal('GOAL_NOT_FOUND', 'There is no such goal', 'See /goal list --all.');
    return show(world, loaded.goal, call);
  },
});

const lineCount = { name: 'n', type: 'number', value: 'N', help: 'how many lines' } as const;

export const statusVerb = shows(
  'status',
  'where a goal stands: state, turn, spend, checks, changes',
  async (world, goal, call) => {
    const card = statusCard(goal);
    const chart = call.flags['chart'] === true ? chartBlocks(goal, world.runtime.clock.now()) : [];
    const queued = (await queueWords(world))(goal);
    const lines = [...(queued === undefined ? [] : [`It ${queued}.`]), ...workLines(goal)];
    const origin = [goal.origin.platform, goal.origin.channel, goal.origin.thread].filter(Boolean).join(' ');
    return {
      ...answer(
        card.title,
        [
          ...chart,
          ...card.blocks.map(withoutDetails),
          ...lines.map((line) => small(line)),
          small(`Asked for in ${origin}.`),
        ],
        {
          goal: goal.id,
          tone: card.tone,
          data: { ...statusData(goal), queued },
        },
      ),
    };
  },
  [
    {
      name: 'chart',
      type: 'switch',
      help: 'with a picture: what happened when, and what it had cost by then',
    },
  ],
);

/** Whoever reads the details need not be offered them. */
const withoutDetails = (block: Block): Block =>
  block.type === 'buttons'
    ? { ...block, buttons: block.buttons.filter(({ act }) => !act.startsWith('status/')) }
    : block;

const statusData = (goal: GoalDocument) => ({
  handle: goal.id,
  state: goal.state,
  phase: phaseOf(goal),
  run: goal.run,
  turn: goal.turn,
  agent: goal.agent,
  usage: goal.usage,
  checks: goal.checks,
  verified: goal.verified,
  flags: goal.flags,
  criteria: goal.criteria,
  pinned: goal.pinned,
  diff: goal.diff,
  sha: goal.sha,
  commits: goal.turns.flatMap(({ commits }) => commits ?? []),
  evicted: goal.evicted,
  delivery: goal.delivery,
  waiting: goal.waiting,
  sleep: goal.sleep,
  restart: goal.restart,
  budget: budgetOf(goal),
  used: usedBy(goal),
  trouble: goal.trouble,
  summary: goal.turns.findLast(({ kind }) => kind === 'work')?.summary,
  questions: goal.questions.map(({ call: _call, ...question }) => question),
  messages: goal.messages.map(({ receipt, state, turn }) => ({ receipt, state, turn })),
});

export const turnsVerb = shows('turns', 'one line for every start of the agent', (_world, goal) => {
  const rows = goal.turns.map((turn) => turnRow(goal, turn));
  const blocks: Block[] = rows.length === 0 ? [text('No turn has ended yet.')] : rows.slice(-mostRows).flat();
  if (rows.length > mostRows) blocks.unshift(allRows(goal, rows));
  return answer(`${goal.id} · ${plural(goal.turns.length, 'start')} of an agent`, blocks, {
    goal: goal.id,
    data: { turns: goal.turns },
  });
});

/** Most rows that stand in an answer one by one; before them the whole table is one output. */
const mostRows = 30;

function allRows({ id }: GoalDocument, rows: readonly Block[][]): Block {
  const lines = rows
    .flat()
    .flatMap((block) => ('spans' in block ? [block.spans.map(spanText).join('')] : []));
  return { type: 'output', text: lines.join('\n'), name: `${id}-turns.txt` };
}

/** `2.1 finished · 12 s · $0.02 …`; runs and agents are named where there is more than one. */
function turnRow(goal: GoalDocument, turn: TurnRecord): Block[] {
  const run = goal.run > 1 ? `run ${turn.run} · ` : '';
  const name = turn.kind === 'compact' ? 'compaction' : `${turn.turn}.${turn.attempt}`;
  const end = turn.failure === undefined ? turn.outcome : `${turn.outcome}: ${turn.failure.kind}`;
  const agents = new Set([agentWords(goal.agent), ...goal.turns.map(agentOf)]);
  const agent = agents.size > 1 ? ` · ${agentOf(turn)}` : '';
  const changes = turn.diff === undefined ? '' : ` · ${diffSummary(turn.diff)}`;
  const head = text(
    { bold: `${run}${name}` },
    ` ${end}${agent} · ${duration(turn.endedAt - turn.startedAt)} · ${spend(turn.usage)}${changes}${commitWords(turn)}`,
  );
  return turn.summary === undefined ? [head] : [head, small(oneLine(turn.summary, 300))];
}

const agentOf = ({ agent, model }: TurnRecord): string =>
  agentWords(model === undefined ? { name: agent } : { name: agent, model });

export const costVerb = shows('cost', 'what a goal has spent, by kind', (_world, goal) => {
  const { usage } = goal;
  const kinds = [
    ['Input', compactNumber(usage.input)],
    ['Output', compactNumber(usage.output)],
    ['Cache read', compactNumber(usage.cacheRead)],
    ['Cache write', compactNumber(usage.cacheWrite)],
    ['Agent time', duration(usage.wallMs)],
    ['Check time', duration(goal.checksMs)],
    ['Helper model', `${spend(goal.helperUsage)}, apart from the budget`],
  ] as const;
  const fields = kinds.map(([label, value]) => ({ label, value: [value] }));
  const ofRun = goal.run === 1 ? 'Budget' : `Budget of run ${goal.run}`;
  return answer(
    `${goal.id} · ${spend(usage)}`,
    [{ type: 'fields', fields }, text({ bold: ofRun }), { type: 'fields', fields: budgetTable(goal) }],
    {
      goal: goal.id,
      data: {
        usage,
        helperUsage: goal.helperUsage,
        used: usedBy(goal),
        limit: budgetOf(goal),
        grown: goal.grown,
      },
    },
  );
});

/** Longest diff that an answer brings, in bytes: what a message cannot show whole becomes a file. The whole one is in the worktree. */
const longestDiff = 1024 * 1024;

export const diffVerb = shows('diff', 'what has changed since base', async (world, goal) => {
  if (goal.workspace === undefined) return answer(`${goal.id} has no worktree yet`, [], { goal: goal.id });
  try {
    const diff = await world.diff(goal, longestDiff);
    const blocks: Block[] =
      diff.trim() === '' ? [text('Nothing.')] : [{ type: 'output', text: diff, name: `${goal.id}.diff` }];
    return answer(`${goal.id} · changes since ${goal.workspace.base}`, blocks, {
      goal: goal.id,
      data: { diff },
    });
  } catch (error) {
    if (error instanceof DroverError) return refusal(error.code, error.message, error.hint, goal.id);
    throw error;
  }
});

export const logsVerb = shows(
  'logs',
  'the tail of the agent’s output, or of the checks',
  async (world, goal, call) => {
    const log = await readLog(world, goal, call);
    const nothing =
      call.flags['checks'] === true ? 'No check has run yet.' : 'The agent has said nothing yet.';
    const blocks: Block[] =
      log.trim() === '' ? [text(nothing)] : [{ type: 'output', text: log, name: `${goal.id}.log` }];
    return answer(`${goal.id} · ${oneLine(goal.spec.title, 60)}`, blocks, { goal: goal.id, data: { log } });
  },
  [
    lineCount,
    { name: 'raw', type: 'switch', help: 'what the agent’s program printed, line by line' },
    { name: 'checks', type: 'switch', help: 'what the newest checks printed, also while they run' },
  ],
);

/** Most lines of a log that one answer brings. */
const mostLines = 2000;

async function readLog(world: VerbWorld, goal: GoalDocument, { flags }: VerbCall): Promise<string> {
  const wanted =
    typeof flags['n'] === 'number' ? Math.min(Math.max(Math.round(flags['n']), 1), mostLines) : 20;
  if (flags['checks'] === true) return stripVTControlCharacters(await world.rawTail(goal, wanted, 'checks'));
  return flags['raw'] === true ? world.rawTail(goal, wanted) : world.logTail(goal, wanted);
}
