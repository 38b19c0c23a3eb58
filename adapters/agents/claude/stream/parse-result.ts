import type { Fields } from '../../cli/json-fields.ts';
import { fieldsAt, listAt, numberAt, present, textAt, textsAt } from '../../cli/json-fields.ts';
import { describeCall } from './describe-call.ts';
import type { ModelTotals, ResultEvent, TokenCounts, ToolCall } from './events.ts';
import { countsOf, parseApiError } from './parse-message.ts';

/** The terminal event of a turn. */
export function parseResult(fields: Fields): ResultEvent {
  return {
    type: 'result',
    subtype: textAt(fields, 'subtype') ?? 'unknown',
    isError: fields['is_error'] === true,
    cutShort: textAt(fields, 'terminal_reason')?.startsWith('aborted_') === true,
    errors: textsAt(fields, 'errors'),
    apiError: parseApiError(fields),
    denials: listAt(fields, 'permission_denials').map(parseDenial),
    models: Object.entries(fieldsAt(fields, 'modelUsage')).flatMap(totalsOf),
    ...usedSinceLast(fields),
    ...present({
      session: textAt(fields, 'session_id'),
      reason: textAt(fields, 'terminal_reason'),
      text: textAt(fields, 'result'),
      startupFailure: textAt(fields, 'startup_failure_reason'),
      totalCostUsd: numberAt(fields, 'total_cost_usd'),
    }),
  };
}

const parseDenial = (denial: Fields): ToolCall => ({
  id: textAt(denial, 'tool_use_id') ?? '',
  name: textAt(denial, 'tool_name') ?? 'unknown',
  what: describeCall(fieldsAt(denial, 'tool_input')),
});

/**
 * `usage` leaves out subagents, compactions and interrupted answers, which cost all the same;
 * `model_usage_since_last_result` has them. Older versions know only the former.
 */
function usedSinceLast(fields: Fields): Pick<ResultEvent, 'usage' | 'costUsd'> {
  if (fields['model_usage_since_last_result'] === undefined) {
    return { usage: countsOf(fieldsAt(fields, 'usage')) };
  }
  const models = listOf(fieldsAt(fields, 'model_usage_since_last_result'));
  const costs = models.map((model) => numberAt(model, 'costUSD') ?? 0);
  return {
    usage: sumTokens(models.map(tokensOfModel)),
    costUsd: costs.reduce((sum, cost) => sum + cost, 0),
  };
}

function totalsOf([name, value]: readonly [string, unknown]): readonly ModelTotals[] {
  return listOf({ value }).map((model) => ({
    names: [name, textAt(model, 'canonicalModel') ?? name],
    tokens: tokensOfModel(model),
    ...present({ window: numberAt(model, 'contextWindow') }),
  }));
}

const tokensOfModel = (model: Fields): TokenCounts => ({
  input: numberAt(model, 'inputTokens') ?? 0,
  output: numberAt(model, 'outputTokens') ?? 0,
  cacheRead: numberAt(model, 'cacheReadInputTokens') ?? 0,
  cacheWrite: numberAt(model, 'cacheCreationInputTokens') ?? 0,
});

const listOf = (fields: Fields): readonly Fields[] => listAt({ list: Object.values(fields) }, 'list');

/** Tokens together. */
export const sumTokens = (counts: readonly TokenCounts[]): TokenCounts =>
  counts.reduce(
    (a, b) => ({
      input: a.input + b.input,
      output: a.output + b.output,
      cacheRead: a.cacheRead + b.cacheRead,
      cacheWrite: a.cacheWrite + b.cacheWrite,
    }),
    { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
  );
