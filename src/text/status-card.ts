import type { CheckResult } from '../domain/acceptance.ts';
import { labelOfCriterion } from '../domain/acceptance.ts';
import type { Block, Content, Span } from '../domain/content.ts';
import { isTerminal } from '../domain/goal.ts';
import type { GoalDocument } from '../goal/state.ts';
import { usedBy } from '../goal/used.ts';
import {
  budgetSummary,
  diffSummary,
  duration,
  oneLine,
  plural,
  shortSha,
  spend,
  usedOfLimit,
} from './format.ts';

type Field = { label: string; value: Span[] };

/** The goal's card: one message, edited in place, that always tells the truth about where the goal stands. */
export function statusCard(goal: GoalDocument): Content {
  const fields = [...standing(goal), ...setting(goal), ...work(goal)];
  const blocks: Block[] = [{ type: 'fields', fields }];
  const said = latest(goal);
  if (said !== undefined) blocks.push({ type: 'text', spans: [said] });
  blocks.push({ type: 'small', spans: [foot(goal)] });
  return { tone: toneOf(goal), title: `${goal.id} · ${goal.spec.title}`, blocks };
}

const tones = {
  queued: 'still',
  preparing: 'work',
  running: 'work',
  paused: 'still',
  waiting: 'ask',
  sleeping: 'still',
  done: 'good',
  failed: 'bad',
  cancelled: 'still',
  exhausted: 'warn',
  escalated: 'warn',
} as const;

/** The sign in front of a goal, by its state. */
export const toneOf = (goal: GoalDocument): Content['tone'] => tones[goal.state];

/** The state in words: `running: turn 2 of 40`, `waiting until the vendor answers again`, `paused`. */
export function stateLine(goal: GoalDocument): string {
  const wish = goal.pauseWished ? ', pausing before the next turn' : '';
  switch (goal.state) {
    case 'running':
      return `running: ${running(goal)}${wish}`;
    case 'preparing':
      return `preparing the worktree${wish}`;
    case 'queued':
      return 'queued for a free slot';
    case 'waiting':
      return goal.waiting === undefined
        ? 'waiting'
        : `waiting (${goal.waiting.reason}): ${goal.waiting.note}; then ${goal.waiting.atDeadline}`;
    case 'done':
      return `done, ${goal.verified ?? 'unverified'}`;
    case 'paused':
    case 'sleeping':
    case 'failed':
    case 'cancelled':
    case 'exhausted':
    case 'escalated':
      return goal.result === undefined ? goal.state : `${goal.state}: ${goal.result.reason}`;
  }
}

/** What a running goal is doing; undefined in every other state. */
export function phaseOf(goal: GoalDocument): 'turn' | 'evaluating' | 'delivering' | undefined {
  if (goal.state !== 'running') return undefined;
  if (goal.next === 'evaluate') return 'evaluating';
  return goal.next === 'commit' || goal.next === 'deliver' ? 'delivering' : 'turn';
}

function running(goal: GoalDocument): string {
  const phase = phaseOf(goal);
  if (phase === 'evaluating') return `checking turn ${goal.turn}`;
  if (phase === 'delivering') return 'delivering';
  const begun = goal.effects.some((effect) => effect.type === 'RunTurn');
  const turn = begun || goal.sameTurn ? goal.turn : goal.turn + 1;
  const attempt = begun && goal.attempt > 1 ? `, attempt ${goal.attempt}` : '';
  return `turn ${turn} of ${goal.spec.budget.turns || '∞'}${attempt}`;
}

function standing(goal: GoalDocument): Field[] {
  const deadline =
    goal.waiting === undefined ? [] : [{ label: 'Until', value: [isoMinute(goal.waiting.deadline)] }];
  return [{ label: 'State', value: [{ bold: stateLine(goal) }] }, ...deadline];
}

/** UTC, to the second: surfaces without a clock of their own show it as it is. */
const isoMinute = (epochMs: number): string => {
  const seconds = Math.floor(epochMs / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return `${[h, m, s].map((part) => String(part).padStart(2, '0')).join(':')} UTC`;
};

function setting(goal: GoalDocument): Field[] {
  const base = goal.workspace === undefined ? (goal.spec.base ?? 'default branch') : goal.workspace.base;
  const at = goal.workspace === undefined ? '' : ` at ${shortSha(goal.workspace.baseSha)}`;
  const model = goal.spec.model === undefined ? '' : ` (${goal.spec.model})`;
  return [
    { label: 'Project', value: [goal.spec.project] },
    { label: 'Branch', value: [{ code: goal.branch }, ` from ${base}${at}`] },
    { label: 'Agent', value: [`${goal.spec.agent}${model}`] },
    { label: 'Budget', value: [budgetLine(goal)] },
  ];
}

/** `1 of 40 turns · $0.02 of $5.00 · 5.7k of 2M tokens · 12 s of 4 h`; before the first turn the limits alone. */
export function budgetLine(goal: GoalDocument): string {
  if (goal.turn === 0) return `at most ${budgetSummary(goal.spec.budget)}`;
  const used = usedBy(goal);
  const { budget } = goal.spec;
  const parts = (['turns', 'costUsd', 'tokens', 'wallMs'] as const)
    .filter((axis) => budget[axis] > 0)
    .map((axis) => usedOfLimit(axis, used[axis] ?? 0, budget[axis]));
  return parts.join(' · ');
}

function work(goal: GoalDocument): Field[] {
  const fields: Field[] = [];
  if (goal.criteria.length > 0 || goal.spec.acceptance === 'none')
    fields.push({ label: 'Checks', value: checksLine(goal) });
  if (goal.diff !== undefined) fields.push({ label: 'Changes', value: [diffSummary(goal.diff)] });
  if (goal.turns.length > 0) fields.push({ label: 'Spend', value: [spend(goal.usage)] });
  const denied = goal.turns.flatMap((turn) => turn.denials);
  if (denied.length > 0) fields.push({ label: 'Refused to the agent', value: [deniedLine(denied)] });
  if (goal.messages.length > 0) fields.push({ label: 'Messages', value: [messagesLine(goal)] });
  if (isTerminal(goal.state) && goal.sha !== undefined)
    fields.push({ label: 'Commit', value: [{ code: shortSha(goal.sha) }] });
  return fields;
}

function checksLine(goal: GoalDocument): Span[] {
  if (goal.spec.acceptance === 'none') return ['none asked for'];
  const redOnBase = new Set(
    (goal.baseline ?? []).filter((result) => !result.ok).map((result) => result.label),
  );
  return goal.criteria.flatMap((criterion, index) => {
    const label = labelOfCriterion(criterion);
    const result = goal.checks?.find((check) => check.label === label);
    const base = redOnBase.has(label) ? ' (red on base)' : '';
    return [`${index === 0 ? '' : ' · '}${sign(result)} `, { code: label }, base];
  });
}

const sign = (result: CheckResult | undefined): string =>
  result === undefined ? '○' : result.ok ? '✔' : '✘';

function deniedLine(denials: readonly { tool: string; what: string }[]): string {
  const shown = denials.slice(-3).map((denial) => `${denial.tool} ${oneLine(denial.what, 60)}`);
  const more = denials.length > shown.length ? ` and ${denials.length - shown.length} before` : '';
  return shown.join(' · ') + more;
}

function messagesLine(goal: GoalDocument): string {
  return goal.messages
    .slice(-5)
    .map(
      (message) =>
        `${message.receipt} ${message.state}${message.turn === undefined ? '' : ` (turn ${message.turn})`}`,
    )
    .join(' · ');
}

function latest(goal: GoalDocument): string | undefined {
  if (isTerminal(goal.state)) return undefined;
  const text = oneLine(goal.progress?.text ?? goal.turns.at(-1)?.text ?? '', 300);
  const tools =
    goal.progress !== undefined && goal.progress.tools > 0
      ? ` (${plural(goal.progress.tools, 'tool call')})`
      : '';
  return text === '' && tools === '' ? undefined : `“${text}”${tools}`;
}

function foot(goal: GoalDocument): string {
  const { id } = goal;
  if (isTerminal(goal.state))
    return `Took ${duration((goal.endedAt ?? goal.createdAt) - goal.createdAt)}. Details: /goal status ${id}`;
  return `Steer: /goal pause ${id} · /goal say ${id} TEXT · /goal cancel ${id}. In this thread: !pause, !say TEXT, !cancel; other replies are not read.`;
}
