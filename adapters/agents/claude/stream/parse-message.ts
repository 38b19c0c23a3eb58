import type { Fields } from '../../cli/json-fields.ts';
import { fieldsAt, listAt, numberAt, present, textAt } from '../../cli/json-fields.ts';
import { describeCall } from './describe-call.ts';
import type { ApiError, ClaudeEvent, TokenCounts, ToolCall } from './events.ts';

/** Words of the model, or those that the CLI puts in its mouth: an error, or that its own `/compact` failed. */
export function parseMessage(fields: Fields): ClaudeEvent {
  const message = fieldsAt(fields, 'message');
  const content = listAt(message, 'content');
  const text = textOf(content);
  if (isFailedCompaction(fields)) {
    return { type: 'compact-failed', message: text ?? 'the compaction failed' };
  }
  const isError = fields['is_api_error_message'] === true || textAt(fields, 'error') !== undefined;
  return {
    type: 'message',
    id: textAt(message, 'id') ?? '',
    subagent: textAt(fields, 'parent_tool_use_id') !== undefined,
    synthetic: message['model'] === '<synthetic>',
    usage: countsOf(fieldsAt(message, 'usage')),
    tools: content.filter((block) => block['type'] === 'tool_use').map(parseCall),
    ...present({
      text,
      model: textAt(message, 'model'),
      error: isError ? parseApiError(fields) : undefined,
    }),
  };
}

/** The fields of an error, on a message as on a result. */
export const parseApiError = (fields: Fields): ApiError =>
  present({
    error: textAt(fields, 'error'),
    status: numberAt(fields, 'api_error_status'),
    type: textAt(fields, 'api_error_type'),
    reason: textAt(fields, 'api_error'),
  });

/** Tokens in the words of the Messages API. */
export const countsOf = (usage: Fields): TokenCounts => ({
  input: numberAt(usage, 'input_tokens') ?? 0,
  output: numberAt(usage, 'output_tokens') ?? 0,
  cacheRead: numberAt(usage, 'cache_read_input_tokens') ?? 0,
  cacheWrite: numberAt(usage, 'cache_creation_input_tokens') ?? 0,
});

/** Its result is a success all the same. */
const isFailedCompaction = (fields: Fields): boolean =>
  fieldsAt(fields, 'local_command_outcome')['kind'] === 'failed' &&
  fieldsAt(fields, 'local_command_run')['command'] === 'compact';

function textOf(content: readonly Fields[]): string | undefined {
  const texts = content.flatMap((block) => textAt(block, 'text') ?? []);
  return texts.length > 0 ? texts.join('\n') : undefined;
}

const parseCall = (block: Fields): ToolCall => ({
  id: textAt(block, 'id') ?? '',
  name: textAt(block, 'name') ?? 'unknown',
  what: describeCall(fieldsAt(block, 'input')),
});
