import { nearest } from '../../text/nearest.ts';
import { helperSource } from '../normalise/beside/helper-source.ts';
import type { CriterionInput } from '../schema/criterion-schema.ts';
import { problemOf, type Finding, type Rule, type RuleInput } from './rule.ts';

type Look = (
  criterion: Exclude<CriterionInput, string>,
  input: RuleInput,
) => (Omit<Finding, 'path'> & { readonly key: string }) | undefined;

/** Looks at every criterion of every project. */
const eachCriterion =
  (look: Look): Rule =>
  (input) =>
    Object.entries(input.file.projects).flatMap(([name, { accept }]) => {
      if (typeof accept === 'string') return [];
      return accept.flatMap((criterion, index) => {
        const found = typeof criterion === 'string' ? undefined : look(criterion, input);
        if (found === undefined) return [];
        const { key, ...finding } = found;
        return [problemOf({ path: ['projects', name, 'accept', index, key], ...finding })];
      });
    });

/** A judge that can never answer would fail every goal. */
export const judgesCanBeAsked: Rule = eachCriterion((criterion, { file, env }) => {
  if (criterion.kind !== 'llmJudge') return undefined;
  if (helperSource(file, env) !== undefined && file.helpers.judge !== false) return undefined;
  return {
    key: 'kind',
    value: criterion.kind,
    message: 'needs a helper model, and there is none, or helpers.judge is off',
    hint: 'Set helper.url and helper.model, or LOCAL_LLM_URL and LOCAL_LLM_MODEL.',
  };
});

export const verifiersAreConfigured: Rule = eachCriterion((criterion, { file }) => {
  if (criterion.kind !== 'custom' || criterion.check !== 'function') return undefined;
  const { use } = criterion;
  if (Object.hasOwn(file.verifiers, use)) return undefined;
  const known = Object.keys(file.verifiers);
  const guess = nearest(use, known);
  const hint =
    guess === undefined
      ? 'Name it under verifiers; docs/acceptance.md tells how.'
      : `Did you mean “${guess}”?`;
  return { key: 'use', value: use, message: 'is no function under verifiers', hint };
});
