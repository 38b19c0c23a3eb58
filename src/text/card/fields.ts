import { labelOfCriterion, type CheckResult } from '../../domain/acceptance.ts';
import type { Span } from '../../domain/surface/content.ts';
import { agentWords, isTerminal } from '../../domain/goal.ts';
import { tokensOf } from '../../domain/turn.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { diffSummary, oneLine, plural, shortSha, spend } from '../format.ts';
import { stateLine } from '../state-line.ts';
import { utcMoment } from '../utc.ts';
import { flagsLine } from './flags-line.ts';
import { budgetLine } from './budget-line.ts';
import { questionFields } from './question-fields.ts';
import { rungFields } from './rung-fields.ts';
import { waySpans, waysOut } from './ways.ts';

export type Field = { label: string; value: Span[] };

/** Where the goal stands, until when, and what people can do about it. */
export function standing(goal: GoalDocument): Field[] {
  const fields: Field[] = [{ label: 'State', value: [{ bold: stateLine(goal) }] }];
  if (goal.waiting !== undefined) fields.push({ label: 'Until', value: [utcMoment(goal.waiting.deadline)] });
  const ways = waysOut(goal);
  fields.push(...questionFields(goal), ...rungFields(goal));
  if (ways.length > 0) fields.push({ label: 'You can', value: waySpans(ways) });
  return fields;
}

/** What was asked for, and with what. */
export function setting(goal: GoalDocument): Field[] {
  const base = goal.workspace === undefined ? (goal.spec.base ?? 'default branch') : goal.workspace.base;
  const at = goal.workspace === undefined ? '' : ` at ${shortSha(goal.workspace.baseSha)}`;
  return [
    { label: 'Project', value: [goal.spec.project] },
    ...(goal.spec.parent === undefined
      ? []
      : [{ label: 'After', value: [`${goal.spec.parent}, whose hook dispatched it`] }]),
    { label: 'Branch', value: [{ code: goal.branch }, ` from ${base}${at}`] },
    { label: 'Agent', value: [agentLine(goal)] },
    ...(goal.run > 1 ? [{ label: 'Run', value: [String(goal.run)] }] : []),
    { label: 'Budget', value: [budgetLine(goal)] },
  ];
}

/** Who works now, and for whom it stands in. */
function agentLine({ agent, spec, next, chosen }: GoalDocument): string {
  if (next === 'choose') return 'chosen when it begins';
  const asked = spec.model === undefined ? { name: spec.agent } : { name: spec.agent, model: spec.model };
  const now = agentWords(agent);
  if (now === agentWords(asked)) return chosen === undefined ? now : `${now}: ${chosen}`;
  return `${now} in place of ${agentWords(asked)}`;
}

/** What has come of it so far. */
export function work(goal: GoalDocument): Field[] {
  const fields: Field[] = [];
  if (goal.criteria.length > 0 || goal.spec.acceptance === 'none')
    fields.push({ label: 'Checks', value: checksLine(goal) });
  if (goal.diff !== undefined) fields.push({ label: 'Changes', value: [diffSummary(goal.diff)] });
  const flagged = flagsLine(goal.flags);
  if (flagged !== undefined) fields.push({ label: 'Touches', value: [flagged] });
  fields.push(...spending(goal));
  const denied = goal.turns.flatMap((turn) => turn.denials);
  if (denied.length > 0) fields.push({ label: 'Refused to the agent', value: [deniedLine(denied)] });
  if (goal.recalled !== undefined && goal.recalled > 0)
    fields.push({ label: 'Notes', value: [`${plural(goal.recalled, 'note')} recalled`] });
  if (goal.messages.length > 0) fields.push({ label: 'Messages', value: [messagesLine(goal)] });
  if (isTerminal(goal.state) && goal.sha !== undefined)
    fields.push({ label: 'Commit', value: [{ code: shortSha(goal.sha) }] });
  return fields;
}

/** What the agent used, and apart from it the helper model. */
function spending({ turns, usage, helperUsage }: GoalDocument): Field[] {
  const ofAgent = turns.length === 0 ? [] : [{ label: 'Spend', value: [spend(usage)] }];
  const ofHelper = tokensOf(helperUsage) === 0 ? [] : [{ label: 'Helper', value: [spend(helperUsage)] }];
  return [...ofAgent, ...ofHelper];
}

/** Every check with its sign: not judged yet, passed, failed. */
export function checksLine(goal: GoalDocument): Span[] {
  if (goal.spec.acceptance === 'none') return ['none asked for'];
  const redOnBase = new Set(
    (goal.baseline ?? []).filter((result) => !result.ok).map((result) => result.label),
  );
  return goal.criteria.flatMap((criterion, index) => {
    const label = labelOfCriterion(criterion);
    const result = goal.checks?.find((check) => check.label === label);
    const base =
      result?.excused === true ? ' (excused: red on base)' : redOnBase.has(label) ? ' (red on base)' : '';
    return [`${index === 0 ? '' : ' · '}${sign(result)} `, { code: label }, base];
  });
}

const sign = (result: CheckResult | undefined): string =>
  result === undefined ? '○' : result.ok ? '✔' : result.excused === true ? '◐' : '✘';

function deniedLine(denials: readonly { tool: string; what: string }[]): string {
  const shown = denials.slice(-3).map((denial) => `${denial.tool} ${oneLine(denial.what, 60)}`);
  const more = denials.length > shown.length ? ` and ${denials.length - shown.length} before` : '';
  return shown.join(' · ') + more;
}

/** How far the last messages got, each by its receipt. */
const messagesLine = (goal: GoalDocument): string => goal.messages.slice(-5).map(receiptWords).join(' · ');

function receiptWords({ receipt, state, turn }: GoalDocument['messages'][number]): string {
  if (state === 'undelivered') return `${receipt} not delivered`;
  if (turn === undefined) return `${receipt} ${state}`;
  return state === 'acknowledged'
    ? `${receipt} acknowledged (turn ${turn})`
    : `${receipt} ${state} at turn ${turn}`;
}
