import type { Fields } from '../cli/json-fields.ts';
import { fieldsAt, listAt, numberAt, parseFields, present, textAt, textsAt } from '../cli/json-fields.ts';
import { describeCall } from './describe-call.ts';
import type { ApiError, ClaudeEvent, MessageEvent, ResultEvent, TokenCounts, ToolCall } from './events.ts';

/** A line of Claude Code's `stream-json` output; undefined for what drover has no use for, and for what is no JSON. */
export function parseLine(line: string): ClaudeEvent | undefined {
  const fields = parseFields(line);
  if (!fields) return undefined;
  switch (fields['type']) {
    case 'system':
      return parseSystem(fields);
    case 'assistant':
      return parseMessage(fields);
    case 'rate_limit_event':
      return parseRateLimit(fieldsAt(fields, 'rate_limit_info'));
    case 'result':
      return parseResult(fields);
    default:
      return undefined;
  }
}

function parseSystem(fields: Fields): ClaudeEvent | undefined {
  switch (fields['subtype']) {
    case 'init':
      return parseInit(fields);
    case 'api_retry':
      return parseRetry(fields);
    case 'permission_denied':
      return {
        type: 'denied',
        tool: textAt(fields, 'tool_name') ?? 'unknown',
        message: textAt(fields, 'message') ?? '',
        ...present({ id: textAt(fields, 'tool_use_id') }),
      };
    case 'status':
      return fields['status'] === 'compacting' ? { type: 'compacting' } : undefined;
    case 'compact_boundary':
      return {
        type: 'compacted',
        ...present({ tokens: numberAt(fieldsAt(fields, 'compact_metadata'), 'post_tokens') }),
      };
    case 'model_fallback':
      return { type: 'model-changed', message: textAt(fields, 'content') ?? 'another model took over' };
    default:
      return undefined;
  }
}

function parseInit(fields: Fields): ClaudeEvent | undefined {
  const session = textAt(fields, 'session_id');
  if (session === undefined) return undefined;
  return {
    type: 'init',
    session,
    ...present({
      model: textAt(fields, 'model'),
      version: textAt(fields, 'claude_code_version'),
      cwd: textAt(fields, 'cwd'),
    }),
  };
}

const parseRetry = (fields: Fields): ClaudeEvent => ({
  type: 'retry',
  attempt: numberAt(fields, 'attempt') ?? 1,
  cause: present({ error: textAt(fields, 'error'), status: numberAt(fields, 'error_status') }),
  ...present({ of: numberAt(fields, 'max_retries'), delayMs: numberAt(fields, 'retry_delay_ms') }),
});

/** The vendor gives the time of the reset in seconds. */
function parseRateLimit(info: Fields): ClaudeEvent {
  const resetsAt = numberAt(info, 'resetsAt');
  return {
    type: 'rate-limit',
    status: textAt(info, 'status') ?? 'unknown',
    ...(resetsAt === undefined ? {} : { resetsAt: resetsAt * 1000 }),
  };
}

function parseMessage(fields: Fields): MessageEvent {
  const message = fieldsAt(fields, 'message');
  const content = listAt(message, 'content');
  const texts = content.flatMap((block) => textAt(block, 'text') ?? []);
  const isError = fields['is_api_error_message'] === true || textAt(fields, 'error') !== undefined;
  return {
    type: 'message',
    id: textAt(message, 'id') ?? '',
    subagent: textAt(fields, 'parent_tool_use_id') !== undefined,
    synthetic: message['model'] === '<synthetic>',
    usage: countsOf(fieldsAt(message, 'usage')),
    tools: content.filter((block) => block['type'] === 'tool_use').map(parseCall),
    ...present({
      text: texts.length > 0 ? texts.join('\n') : undefined,
      error: isError ? parseApiError(fields) : undefined,
    }),
  };
}

const parseCall = (block: Fields): ToolCall => ({
  id: textAt(block, 'id') ?? '',
  name: textAt(block, 'name') ?? 'unknown',
  what: describeCall(fieldsAt(block, 'input')),
});

const parseApiError = (fields: Fields): ApiError =>
  present({
    error: textAt(fields, 'error'),
    status: numberAt(fields, 'api_error_status'),
    type: textAt(fields, 'api_error_type'),
    reason: textAt(fields, 'api_error'),
  });

function parseResult(fields: Fields): ResultEvent {
  return {
    type: 'result',
    subtype: textAt(fields, 'subtype') ?? 'unknown',
    isError: fields['is_error'] === true,
    errors: textsAt(fields, 'errors'),
    apiError: parseApiError(fields),
    denials: listAt(fields, 'permission_denials').map(parseDenial),
    usage: usageOfResult(fields),
    ...present({
      session: textAt(fields, 'session_id'),
      reason: textAt(fields, 'terminal_reason'),
      text: textAt(fields, 'result'),
      startupFailure: textAt(fields, 'startup_failure_reason'),
      totalCostUsd: numberAt(fields, 'total_cost_usd'),
      contextWindow: windowOf(fieldsAt(fields, 'modelUsage')),
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
function usageOfResult(fields: Fields): TokenCounts {
  if (fields['model_usage_since_last_result'] === undefined) return countsOf(fieldsAt(fields, 'usage'));
  const models = Object.values(fieldsAt(fields, 'model_usage_since_last_result'));
  const byModel = listAt({ models }, 'models');
  const sum = (key: string) => byModel.reduce((total, model) => total + (numberAt(model, key) ?? 0), 0);
  return {
    input: sum('inputTokens'),
    output: sum('outputTokens'),
    cacheRead: sum('cacheReadInputTokens'),
    cacheWrite: sum('cacheCreationInputTokens'),
  };
}

const countsOf = (usage: Fields): TokenCounts => ({
  input: numberAt(usage, 'input_tokens') ?? 0,
  output: numberAt(usage, 'output_tokens') ?? 0,
  cacheRead: numberAt(usage, 'cache_read_input_tokens') ?? 0,
  cacheWrite: numberAt(usage, 'cache_creation_input_tokens') ?? 0,
});

/** The window of the model that was used most; subagents may use smaller ones. */
function windowOf(modelUsage: Fields): number | undefined {
  const models = listAt({ models: Object.values(modelUsage) }, 'models');
  const [most] = models.toSorted(
    (a, b) => (numberAt(b, 'inputTokens') ?? 0) - (numberAt(a, 'inputTokens') ?? 0),
  );
  return most && numberAt(most, 'contextWindow');
}
