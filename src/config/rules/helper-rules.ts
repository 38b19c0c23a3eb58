import type { Problem } from '../config.ts';
import { helperSource, type HelperSource } from '../normalise/beside/helper-source.ts';
import type { ConfigFile } from '../schema/config-file-schema.ts';
import { problemOf, type Finding, type Rule } from './rule.ts';

/** A helper model that could never answer would make people believe in judges and summaries that are not there. */
export const helperCanBeAsked: Rule = ({ file, env }) => {
  const source = helperSource(file, env);
  const found =
    source === undefined
      ? withoutEndpoint(file)
      : checks.flatMap((check) => check(file.helper, source) ?? []);
  return [...found, ...unusedPrices(file)].map((finding): Problem => problemOf(finding));
};

function withoutEndpoint({ helper }: ConfigFile): readonly Finding[] {
  const named = (['model', 'key'] as const).find((key) => helper[key] !== undefined);
  if (named === undefined) return [];
  return [
    {
      path: ['helper', named],
      value: helper[named],
      message: 'is set, but nothing says where the helper model is',
      hint: 'Give helper.url or helper.provider, or set LOCAL_LLM_URL.',
    },
  ];
}

/** Checks in the order in which people would set things up. */
const checks: readonly ((helper: ConfigFile['helper'], source: HelperSource) => Finding | undefined)[] = [
  ({ url: inFile }, { url, provider }) => {
    if (url === undefined)
      return provider === 'azure'
        ? {
            path: ['helper', 'url'],
            message: 'is missing: every Azure resource has an address of its own',
            hint: 'For example https://NAME.openai.azure.com/openai/v1.',
          }
        : undefined;
    if (/^https?:\/\/[^\s@]+$/i.test(url)) return undefined;
    return {
      path: inFile === undefined ? ['LOCAL_LLM_URL'] : ['helper', 'url'],
      value: url,
      message: 'must be an http:// or https:// URL without a user in it',
      hint: 'For example http://127.0.0.1:11434/v1.',
    };
  },
  (helper, { model }) =>
    model === undefined
      ? {
          path: helper.provider === undefined && helper.url === undefined ? ['LOCAL_LLM_URL'] : ['helper'],
          message: 'names no model',
          hint: 'Set helper.model; with LOCAL_LLM_URL also LOCAL_LLM_MODEL.',
        }
      : undefined,
  ({ models }, { model }) =>
    model !== undefined && models.length > 0 && !models.includes(model)
      ? {
          path: ['helper', 'model'],
          value: model,
          message: 'is not among helper.models',
          hint: `Its models: ${models.join(', ')}.`,
        }
      : undefined,
  (_helper, { needsKey, key, keyName }) =>
    needsKey && key === undefined
      ? {
          path: ['helper', 'key'],
          message: `needs the variable ${keyName}, which is not set`,
          hint: `Set ${keyName}, or name another variable as helper.key.`,
        }
      : undefined,
];

/** A cap in dollars that nothing counts against would be no cap. */
function unusedPrices({ helper }: ConfigFile): readonly Finding[] {
  if (helper.dailyCap.usd === undefined || helper.price !== undefined) return [];
  return [
    {
      path: ['helper', 'dailyCap', 'usd'],
      value: helper.dailyCap.usd,
      message: 'needs helper.price: without it no dollars are counted',
      hint: 'Give helper.price, or a cap in tokens.',
    },
  ];
}
