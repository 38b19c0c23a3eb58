import { labelOfCriterion } from '../../../domain/acceptance.ts';
import type { Block, Button, Span } from '../../../domain/surface/content.ts';
import { agentWords, type GoalSpec } from '../../../domain/goal.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { Elaborated } from '../../../policy/draft/elaborated.ts';
import { button, buttonRow } from '../../../text/card/button.ts';
import { budgetSummary, spend } from '../../../text/format.ts';
import { runLine } from '../../../text/helper/run-line.ts';
import { answer, small, text as words } from '../../answers.ts';
import type { FlagValue } from '../verb.ts';

interface Shown {
  readonly request: string;
  readonly spec: GoalSpec;
  readonly elaborated: Extract<Elaborated, { ok: true }>;
  readonly notes: readonly string[];
  readonly text: string;
  readonly flags: Readonly<Record<string, FlagValue>>;
}

/** Everything that a yes would start, commands to the letter, and what can be said to it. */
export function shownDraft(shown: Shown): VerbAnswer {
  const { request, spec, elaborated, notes, text, flags } = shown;
  const { title, description } = elaborated.proposal;
  const line = runLine(flags, text);
  return answer(`Draft ${request}: ${title}`, blocksOf(shown, line), {
    tone: 'ask',
    data: {
      request,
      title,
      description,
      flags,
      notes,
      project: spec.project,
      acceptance: spec.acceptance,
      by: elaborated.by,
      usage: elaborated.usage,
      ...(line === undefined ? {} : { line }),
    },
  });
}

const decisions = (request: string): Button[] => [
  button(`approve/${request}`, 'Start it', 'primary'),
  button(`deny/${request}`, 'Drop it', 'danger'),
];

const blocksOf = (shown: Shown, line: string | undefined): Block[] => [
  words(shown.elaborated.proposal.description),
  { type: 'fields', fields: fieldsOf(shown.spec) },
  ...shown.notes.map((note) => small(`Left out: ${note}.`)),
  ...(line === undefined
    ? [small('It cannot be typed on one line: one of its commands has quotes of every kind.')]
    : [words('Change it, and type it yourself:'), { type: 'output' as const, text: line }]),
  words('Or as it stands: ', { code: `/goal approve ${shown.request}` }, ' within 24 hours; ', {
    code: `/goal deny ${shown.request}`,
  }),
  ...buttonRow(decisions(shown.request)),
  small(`Nothing was started. Proposed by ${shown.elaborated.by}: ${spend(shown.elaborated.usage)}.`),
];

function fieldsOf(spec: GoalSpec): { label: string; value: Span[] }[] {
  const named = spec.model === undefined ? { name: spec.agent } : { name: spec.agent, model: spec.model };
  const agent = spec.choose === true ? 'chosen when it begins' : agentWords(named);
  return [
    { label: 'Project', value: [spec.project] },
    { label: 'Agent', value: [agent] },
    { label: 'Checks', value: checksOf(spec) },
    { label: 'Priority', value: [String(spec.priority)] },
    { label: 'Budget', value: [budgetSummary(spec.budget)] },
  ];
}

function checksOf({ acceptance }: GoalSpec): Span[] {
  if (acceptance === 'auto') return ['found by the kind of project'];
  if (acceptance === 'none') return ['none: the result is unverified'];
  return acceptance.flatMap((criterion, index) => [
    index === 0 ? '' : ' · ',
    { code: labelOfCriterion(criterion) },
  ]);
}
