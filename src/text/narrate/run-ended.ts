import type { Block, Content, Span } from '../../domain/surface/content.ts';
import type { Notice } from '../../goal/notices.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { flagsLine } from '../card/flags-line.ts';
import { buttonRow } from '../card/button.ts';
import { againButtons } from '../card/controls.ts';
import { runUsage } from '../card/budget-line.ts';
import { chartBlocks } from '../chart/goal-chart.ts';
import { diffSummary, duration, oneLine, plural, shortSha, spend, tail } from '../format.ts';
import { stateLine, toneOf } from '../state-line.ts';
import { personSpan, smallBlock, textBlock } from './spans.ts';

/** The last notice of a run: how it ended, what came of it, what it cost, and how to go on. */
export function runEnded(
  now: GoalDocument,
  { of = now }: Partial<Extract<Notice, { type: 'RunEnded' }>> = {},
): Content {
  const goal = of;
  const blocks: Block[] = [];
  if (tellsMoreThanTitle(goal)) blocks.push(textBlock(...why(goal)));
  const words = lastWords(goal);
  if (goal.state === 'done' && words !== '') blocks.push(textBlock(words));
  blocks.push({ type: 'fields', fields: facts(goal) }, ...chartBlocks(goal, goal.endedAt ?? goal.createdAt));
  blocks.push(...lostMessages(goal));
  if (goal.result?.hint !== undefined) blocks.push(smallBlock(goal.result.hint));
  const next = nextSteps(goal);
  blocks.push(...buttonRow(goal.state === 'done' ? againButtons(goal).slice(0, 1) : againButtons(goal)));
  if (next !== undefined) blocks.push(smallBlock(next));
  const verb = goal.state === 'failed' ? 'has' : 'is';
  return { tone: toneOf(goal), title: `${goal.id} ${verb} ${stateLine(goal)}`, blocks };
}

/** Titles are cut and name nobody; a reason that stands there whole need not be read twice. */
const tellsMoreThanTitle = ({ state, result }: GoalDocument): boolean =>
  state !== 'done' &&
  result !== undefined &&
  (result.by !== undefined || result.reason.length > 90 || result.reason.includes('\n'));

function why(goal: GoalDocument): Span[] {
  const by = goal.result?.by;
  return by === undefined
    ? [goal.result?.reason ?? '']
    : ['By ', personSpan(by), `: ${goal.result?.reason ?? ''}`];
}

/** The summary of the last turn, else the end of what the agent said. */
function lastWords(goal: GoalDocument): string {
  const turn = goal.turns.findLast(({ kind }) => kind === 'work');
  return turn?.summary ?? tail(turn?.text.trim() ?? '', 600);
}

/** Longest message whose words are repeated whole, ready to be sent again. */
const longestRepeat = 300;

/** What the agent never got to read, and how it can still be told. */
function lostMessages(goal: GoalDocument): Block[] {
  const lost = goal.messages.filter(
    (message) => message.state === 'undelivered' && isOfThisRun(goal, message.at),
  );
  if (lost.length === 0) return [];
  const rows = lost.map((message) => `${message.receipt} “${oneLine(message.text, 80)}”`).join(', ');
  const [only] = lost;
  const whole =
    lost.length === 1 && only !== undefined && only.text.length <= longestRepeat && !only.text.includes('\n');
  const again = `/goal continue ${goal.id} ${whole ? only.text : 'TEXT'}`;
  return [textBlock(`Not delivered: ${rows}. To go on with it: `, { code: again })];
}

/** What earlier runs did not deliver was told when they ended. */
const isOfThisRun = ({ run, turns }: GoalDocument, at: number): boolean =>
  at > (turns.findLast((turn) => turn.run < run)?.endedAt ?? -1);

/** The hint may have said it already. */
function nextSteps({ id, state, result }: GoalDocument): string | undefined {
  if (state === 'done' || result?.hint?.includes(`/goal continue ${id}`) === true) return undefined;
  const budgets = state === 'exhausted' ? ' and new budgets (more with /goal budget)' : '';
  return `The work is kept. /goal continue ${id} TEXT goes on with the same session${budgets}; /goal retry ${id} begins again from the base.`;
}

function facts(goal: GoalDocument): { label: string; value: Span[] }[] {
  const fields: { label: string; value: Span[] }[] = [];
  if (goal.sha !== undefined)
    fields.push({ label: 'Commit', value: [{ code: shortSha(goal.sha) }, ' on ', { code: goal.branch }] });
  const delivery = deliveryLine(goal);
  if (delivery !== undefined) fields.push({ label: 'Delivery', value: [delivery] });
  if (goal.diff !== undefined) fields.push({ label: 'Changes', value: [diffSummary(goal.diff)] });
  const flagged = flagsLine(goal.flags);
  if (flagged !== undefined) fields.push({ label: 'Touches', value: [flagged] });
  for (const check of goal.checks ?? [])
    fields.push({
      label: 'Check',
      value: [
        check.ok ? '✔ ' : check.excused === true ? '◐ ' : '✘ ',
        { code: check.label },
        ` ${check.reason}${check.excused === true ? ' (excused: red on the base, too)' : ''}, ${duration(check.durationMs)}`,
      ],
    });
  fields.push({ label: 'Spend', value: [spendLine(goal)] });
  if (goal.workspace !== undefined && goal.delivery.state !== 'pushed')
    fields.push({ label: 'Worktree', value: [{ code: goal.workspace.path }, ' (kept)'] });
  return fields;
}

function spendLine(goal: GoalDocument): string {
  const run = `${plural(goal.turn, 'turn')} · ${spend(runUsage(goal))}`;
  return goal.run === 1 ? run : `run ${goal.run}: ${run}; all runs: ${spend(goal.usage)}`;
}

function deliveryLine(goal: GoalDocument): string | undefined {
  const { delivery, spec } = goal;
  if (delivery.state === 'pushed') return `branch pushed to ${spec.source}`;
  if (delivery.state === 'failed') return `failed: ${delivery.problem ?? 'unknown'}`;
  return goal.state === 'done' ? 'none asked for: the commit stays in drover’s repository' : undefined;
}
