import { budgetAxes, type BudgetAxis } from '../../../domain/budget.ts';
import type { FormInput } from '../../../domain/surface/form.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { growthTyped, readGrowth } from '../../../text/growth.ts';
import { line } from './inputs.ts';

interface Input {
  readonly label: string;
  readonly hint: string;
  /** What stands before and behind a value when it is typed. */
  readonly typed: (value: string) => string;
}

const inputs: Readonly<Record<BudgetAxis, Input>> = {
  turns: { label: 'More turns', hint: '5', typed: (value) => `+${value}turns` },
  costUsd: { label: 'More dollars', hint: '2.50', typed: (value) => `+${value.replace('$', '')}usd` },
  wallMs: { label: 'More time', hint: '30m or 2h', typed: (value) => `+${value}` },
  tokens: { label: 'More tokens', hint: '100k', typed: (value) => `+${value}tokens` },
  denies: { label: 'More refused calls', hint: '2', typed: (value) => `+${value}denies` },
  errors: { label: 'More failed turns', hint: '2', typed: (value) => `+${value}errors` },
  overflows: { label: 'More context overflows', hint: '1', typed: (value) => `+${value}overflows` },
};

const usual: readonly BudgetAxis[] = ['turns', 'costUsd', 'wallMs', 'tokens'];

/** An input for each budget that people grow, and for the one that is used up; what is offered stands there already. */
export function growthInputs({ waiting }: GoalDocument): readonly FormInput[] {
  const { axis, offer = {} } = waiting ?? {};
  const axes = axis === undefined || usual.includes(axis) ? usual : [axis, ...usual];
  return axes.map((one) => {
    const value = offer[one] === undefined ? '' : bare(growthTyped({ [one]: offer[one] }));
    return line(one, inputs[one].label, { hint: inputs[one].hint, ...(value === '' ? {} : { value }) });
  });
}

/** `+5turns` → `5`, `+100ktokens` → `100k`, `+30m` stays `30m`. */
const bare = (typed: string): string =>
  typed.slice(1).replace(/(?:turns|usd|tokens|denies|errors|overflows)$/u, '');

/** What was filled in, as the steps that are typed; or what is wrong with which input. */
export function readGrowthInputs(
  values: Readonly<Record<string, string>>,
): { readonly steps: string } | { readonly problems: Readonly<Record<string, string>> } {
  const given = budgetAxes.flatMap((axis) => {
    const value = (values[axis] ?? '').trim().replace(/^\+/u, '').replaceAll(/\s/gu, '');
    return value === '' ? [] : [{ axis, step: inputs[axis].typed(value) }];
  });
  const wrong = given.filter(({ axis, step }) => readGrowth(step)?.[axis] === undefined);
  if (wrong.length > 0)
    return {
      problems: Object.fromEntries(wrong.map(({ axis }) => [axis, `Write it like ${inputs[axis].hint}.`])),
    };
  if (given.length === 0) return { problems: { turns: 'Fill in at least one.' } };
  return { steps: given.map(({ step }) => step).join(' ') };
}
