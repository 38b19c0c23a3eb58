import { budgetAxes, type BudgetAxis } from '../../domain/budget.ts';
import type { Block, Content, Span } from '../../domain/surface/content.ts';
import { tokensOf } from '../../domain/turn.ts';
import type { Notice } from '../../goal/notices.ts';
import { purseWords } from '../../policy/purses.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { budgetOf, usedBy } from '../../goal/used.ts';
import { budgetLine, runUsage } from '../card/budget-line.ts';
import { checksLine } from '../card/fields.ts';
import { wayRow, waySpans, waysOut } from '../card/ways.ts';
import {
  axisValue,
  compactNumber,
  diffSummary,
  dollars,
  duration,
  plural,
  spend,
  usedOfLimit,
} from '../format.ts';
import { growthWords } from '../growth.ts';
import { utcMoment } from '../utc.ts';
import { personSpan, said, smallBlock, textBlock } from './spans.ts';

type Of<T extends Notice['type']> = Extract<Notice, { type: T }>;

export const budgetNear = (goal: GoalDocument, { axis, used, limit }: Of<'BudgetNear'>): Content =>
  said('warn', `${goal.id} has used 80 % of a budget`, [`${usedOfLimit(axis, used, limit)}.`]);

/** Asks for more: what was spent and for what, what more would buy, how to give it, and what happens otherwise. */
export function budgetAsk(goal: GoalDocument, notice: Of<'BudgetAsk'>): Content {
  const { axis, used, limit } = notice;
  const over =
    used > limit
      ? [
          textBlock(
            `That is ${axisValue(axis, used - limit)} over the limit: it is seen only as the agent reports it. It is counted.`,
          ),
        ]
      : [];
  return {
    tone: 'ask',
    title: `${goal.id} has used up a budget: ${usedOfLimit(axis, used, limit)}`,
    blocks: [
      ...over,
      ...alsoUsedUp(goal, axis),
      { type: 'fields', fields: balance(goal) },
      ...decision(goal),
    ],
  };
}

/** More of one budget alone does not help where another is used up, too. */
function alsoUsedUp(goal: GoalDocument, asked: BudgetAxis): Block[] {
  const [budget, used] = [budgetOf(goal), usedBy(goal)];
  const others = budgetAxes.filter(
    (axis) => axis !== asked && budget[axis] > 0 && (used[axis] ?? 0) >= budget[axis],
  );
  const rows = others.map((axis) => usedOfLimit(axis, used[axis] ?? 0, budget[axis]));
  return rows.length === 0
    ? []
    : [textBlock(`Used up as well: ${rows.join(' · ')}. It goes on when all have room.`)];
}

function balance(goal: GoalDocument): { label: string; value: Span[] }[] {
  const done = goal.diff === undefined ? 'nothing has changed yet' : diffSummary(goal.diff);
  return [
    { label: 'Spent', value: [spend(runUsage(goal))] },
    { label: 'Time', value: [timeLine(goal)] },
    { label: 'Finished', value: [`${plural(goal.turn, 'turn')} · ${done}`] },
    ...(goal.criteria.length === 0 ? [] : [{ label: 'Checks', value: checksLine(goal) }]),
    { label: 'A turn took', value: [perTurn(goal)] },
  ];
}

const timeLine = (goal: GoalDocument): string =>
  `${duration(runUsage(goal).wallMs)} of agents, ${duration(goal.checksMs - goal.before.checksMs)} of checks`;

/** What more turns will need, as far as the past tells. */
function perTurn(goal: GoalDocument): string {
  const usage = runUsage(goal);
  const turns = Math.max(goal.turn, 1);
  const cost = usage.costUsd === undefined ? [] : [dollars(usage.costUsd / turns)];
  const used = usedBy(goal);
  return [
    ...cost,
    `${compactNumber(tokensOf(usage) / turns)} tokens`,
    `${duration((used.wallMs ?? 0) / turns)}, on average`,
  ].join(' · ');
}

const decision = (goal: GoalDocument): Block[] => [
  textBlock(...waySpans(waysOut(goal)), '.'),
  ...wayRow(goal),
  ...(goal.waiting === undefined ? [] : [smallBlock(deadline(goal.waiting))]),
];

const deadline = ({ deadline: until, atDeadline }: NonNullable<GoalDocument['waiting']>): string =>
  `Until ${utcMoment(until)}; then ${atDeadline}.`;

export const budgetGrown = (goal: GoalDocument, { by, add }: Of<'BudgetGrown'>): Content =>
  said('work', `${goal.id} has ${growthWords(add)} more`, [
    'Given by ',
    personSpan(by),
    `. Now ${budgetLine(goal)}.`,
  ]);

export function purseEmpty(goal: GoalDocument, { purse, leftUsd, limitUsd }: Of<'PurseEmpty'>): Content {
  const { waiting } = goal;
  const until = waiting === undefined ? [] : [deadline(waiting)];
  return said(
    'ask',
    `${goal.id} waits for money`,
    [
      `${dollars(Math.max(leftUsd, 0))} of ${dollars(limitUsd)} are left of ${purseWords(purse)}: less than the next turn may cost.`,
    ],
    [...until, ' Limits stand under “purses” in the configuration.'],
  );
}

/** The agent needs something it may not do, or know: what, and how to decide it. */
export const blocked = (goal: GoalDocument, { message }: Of<'Blocked'>): Content => ({
  tone: 'ask',
  title: `${goal.id} needs a decision`,
  blocks: [textBlock(message), ...decision(goal)],
});
