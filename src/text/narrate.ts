import type { CheckResult } from '../domain/acceptance.ts';
import { labelOf, type Actor } from '../domain/actor.ts';
import { assertNever } from '../domain/errors.ts';
import type { Block, Content, Span } from '../domain/content.ts';
import type { Notice } from '../goal/notices.ts';
import type { GoalDocument } from '../goal/state.ts';
import { diffSummary, duration, oneLine, plural, shortSha, spend, tail, usedOfLimit } from './format.ts';
import { stateLine, toneOf } from './status-card.ts';

/** The words for one notice in the goal's thread. */
export function narrate(notice: Notice, goal: GoalDocument): Content {
  switch (notice.type) {
    case 'RunEnded':
      return runEnded(goal);
    case 'ChecksFailed':
      return checksFailed(goal, notice);
    case 'TurnFailed':
      return {
        tone: 'warn',
        title: `Turn ${goal.turn} broke: ${notice.failure.kind}`,
        blocks: [textBlock(`${oneLine(notice.failure.message, 300)} — ${notice.course}.`)],
      };
    case 'Paused':
      return {
        tone: 'still',
        title: `${goal.id} is paused`,
        blocks: [
          textBlock(
            ...byWhom(notice.by, 'Paused'),
            ` Go on with /goal resume ${goal.id}, or !resume in this thread.`,
          ),
        ],
      };
    case 'Resumed':
      return {
        tone: 'work',
        title: `${goal.id} goes on`,
        blocks: [textBlock(...byWhom(notice.by, 'Resumed'))],
      };
    case 'BudgetNear':
      return {
        tone: 'warn',
        title: `${goal.id} has used 80 % of a budget`,
        blocks: [textBlock(`${usedOfLimit(notice.axis, notice.used, notice.limit)}.`)],
      };
    case 'Moved':
      return moved(goal, notice);
    case 'Progress':
      return {
        tone: 'work',
        title: `${goal.id} · turn ${notice.turn} ended`,
        blocks: [textBlock(oneLine(notice.text, 500) || 'The agent said nothing.')],
      };
    default:
      return assertNever(notice);
  }
}

const textBlock = (...spans: Span[]): Block => ({ type: 'text', spans });

const moved = (goal: GoalDocument, notice: Extract<Notice, { type: 'Moved' }>): Content => ({
  tone: 'warn',
  title: `${goal.id} reports here`,
  blocks: [
    textBlock(
      `The channel in which it was asked for does not take its card (${notice.code}), so the goal has moved to this place and stays here.`,
    ),
    ...(notice.hint === undefined ? [] : [{ type: 'small' as const, spans: [notice.hint] }]),
  ],
});

/** A mention where the platform has one. */
export const personSpan = (actor: Actor): Span =>
  actor.platform === 'slack' ? { person: actor.user, label: labelOf(actor) } : labelOf(actor);

const byWhom = (actor: Actor | undefined, what: string): Span[] =>
  actor === undefined ? [`${what}.`] : [`${what} by `, personSpan(actor), '.'];

function checksFailed(goal: GoalDocument, notice: Extract<Notice, { type: 'ChecksFailed' }>): Content {
  const red = (goal.checks ?? []).filter((check) => !check.ok);
  const blocks: Block[] =
    notice.withoutChanges && red.length === 0
      ? [textBlock('The agent said it was finished, but it changed nothing.')]
      : red.flatMap(checkBlocks);
  const last = goal.turn >= goal.spec.budget.turns && goal.spec.budget.turns > 0;
  blocks.push({
    type: 'small',
    spans: [
      last ? 'No turns are left.' : 'The failures go to the agent with its next turn, in the same session.',
    ],
  });
  const title =
    red.length === 0
      ? `Turn ${notice.turn}: nothing was changed`
      : `Turn ${notice.turn}: ${plural(red.length, 'check')} failed`;
  return { tone: 'bad', title, blocks };
}

function checkBlocks(check: CheckResult): Block[] {
  const head = textBlock('✘ ', { code: check.label }, `: ${check.reason}`);
  return check.evidence.trim() === '' ? [head] : [head, { type: 'output', text: tail(check.evidence, 1500) }];
}

function runEnded(goal: GoalDocument): Content {
  const blocks: Block[] = [];
  if (tellsMoreThanTitle(goal)) blocks.push(textBlock(...why(goal)));
  const said = lastWords(goal);
  if (goal.state === 'done' && said !== '') blocks.push(textBlock(said));
  blocks.push({ type: 'fields', fields: facts(goal) });
  const lost = goal.messages.filter((message) => message.state === 'undelivered');
  if (lost.length > 0)
    blocks.push(
      textBlock(
        `Not delivered: ${lost.map((message) => `${message.receipt} “${oneLine(message.text, 80)}”`).join(', ')}`,
      ),
    );
  if (goal.result?.hint !== undefined) blocks.push({ type: 'small', spans: [goal.result.hint] });
  const verb = goal.state === 'failed' ? 'has' : 'is';
  return { tone: toneOf(goal), title: `${goal.id} ${verb} ${stateLine(goal)}`, blocks };
}

/** Titles are cut and name nobody; a reason that stands there whole need not be read twice. */
const tellsMoreThanTitle = ({ state, result }: GoalDocument): boolean =>
  state !== 'done' && result !== undefined && (result.by !== undefined || result.reason.length > 90);

function why(goal: GoalDocument): Span[] {
  const by = goal.result?.by;
  return by === undefined
    ? [goal.result?.reason ?? '']
    : ['By ', personSpan(by), `: ${goal.result?.reason ?? ''}`];
}

const lastWords = (goal: GoalDocument): string => tail(goal.turns.at(-1)?.text.trim() ?? '', 600);

function facts(goal: GoalDocument): { label: string; value: Span[] }[] {
  const fields: { label: string; value: Span[] }[] = [];
  if (goal.sha !== undefined)
    fields.push({ label: 'Commit', value: [{ code: shortSha(goal.sha) }, ' on ', { code: goal.branch }] });
  const delivery = deliveryLine(goal);
  if (delivery !== undefined) fields.push({ label: 'Delivery', value: [delivery] });
  if (goal.diff !== undefined) fields.push({ label: 'Changes', value: [diffSummary(goal.diff)] });
  for (const check of goal.checks ?? [])
    fields.push({
      label: 'Check',
      value: [
        check.ok ? '✔ ' : '✘ ',
        { code: check.label },
        ` ${check.reason}, ${duration(check.durationMs)}`,
      ],
    });
  fields.push({ label: 'Spend', value: [`${plural(goal.turn, 'turn')} · ${spend(goal.usage)}`] });
  if (goal.workspace !== undefined && goal.delivery.state !== 'pushed')
    fields.push({ label: 'Worktree', value: [{ code: goal.workspace.path }, ' (kept)'] });
  return fields;
}

function deliveryLine(goal: GoalDocument): string | undefined {
  const { delivery, spec } = goal;
  if (delivery.state === 'pushed') return `branch pushed to ${spec.source}`;
  if (delivery.state === 'failed') return `failed: ${delivery.problem ?? 'unknown'}`;
  return goal.state === 'done' ? 'none asked for: the commit stays in drover’s repository' : undefined;
}
