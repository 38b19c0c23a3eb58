import type { Fields } from '../../cli/json-fields.ts';
import { fieldsAt, listAt, numberAt, parseFields, present, textAt } from '../../cli/json-fields.ts';
import type { ClaudeEvent, RateLimitEvent } from './events.ts';
import { parseMessage } from './parse-message.ts';
import { parseResult } from './parse-result.ts';

/** A line of Claude Code's `stream-json` output; undefined for what drover has no use for, and for what is no JSON. */
export function parseLine(line: string): ClaudeEvent | undefined {
  const fields = parseFields(line);
  if (!fields) return undefined;
  switch (fields['type']) {
    case 'system':
      return parseSystem(fields);
    case 'assistant':
      return parseMessage(fields);
    case 'user':
      return parseSynthetic(fields);
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
      return parseDenied(fields);
    case 'status':
      return parseStatus(fields);
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

const parseDenied = (fields: Fields): ClaudeEvent => ({
  type: 'denied',
  tool: textAt(fields, 'tool_name') ?? 'unknown',
  message: textAt(fields, 'message') ?? '',
  ...present({ id: textAt(fields, 'tool_use_id') }),
});

/** The end of a compaction is told twice, here and by its boundary; only a failure is not. */
function parseStatus(fields: Fields): ClaudeEvent | undefined {
  if (fields['status'] === 'compacting') {
    return { type: 'compacting', ...present({ session: textAt(fields, 'session_id') }) };
  }
  if (fields['compact_result'] === 'success') return { type: 'compacted' };
  if (fields['compact_result'] !== 'failed') return undefined;
  return { type: 'compact-failed', message: textAt(fields, 'compact_error') ?? 'the compaction failed' };
}

/** Results of tools and echoes of what was asked are said by the user as well; they are not synthetic. */
function parseSynthetic(fields: Fields): ClaudeEvent | undefined {
  if (fields['isSynthetic'] !== true) return undefined;
  const message = fieldsAt(fields, 'message');
  const texts = listAt(message, 'content').flatMap((block) => textAt(block, 'text') ?? []);
  const text = textAt(message, 'content') ?? texts.join('\n');
  return text === '' ? undefined : { type: 'synthetic', text };
}

/**
 * The vendor gives the time of the reset in seconds. Without the name of a limit, what is rejected is not the
 * subscription: the CLI then says "not your usage limit" (tried with version 2.1.328).
 */
function parseRateLimit(info: Fields): RateLimitEvent {
  const resetsAt = numberAt(info, 'resetsAt');
  const named = textAt(info, 'rateLimitType') !== undefined;
  return {
    type: 'rate-limit',
    exhausted: info['status'] === 'rejected' && named && info['isUsingOverage'] !== true,
    ...(resetsAt === undefined ? {} : { resetsAt: resetsAt * 1000 }),
  };
}
