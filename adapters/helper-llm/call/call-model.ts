import type { OpenAI } from 'openai';
import type { HelperRequest } from '../../../src/ports/helper-llm.ts';
import { readCompletion } from '../answer/read-completion.ts';
import { readStream } from '../answer/read-stream.ts';
import type { HelperOptions } from '../helper-options.ts';
import type { CallResult } from './call-result.ts';
import { failure, failureOf } from './failure-of.ts';
import { fieldsOf, type Form } from './forms.ts';
import { createPatience, type Patience } from './patience.ts';

/** One request to one model, in one form. */
export interface Call {
  readonly client: OpenAI;
  readonly options: HelperOptions;
  readonly model: string;
  readonly form: Form;
  readonly request: Pick<HelperRequest<unknown>, 'system' | 'prompt' | 'shape'>;
}

/** One HTTP request. Rejects only with `signal.reason`. */
export async function callModel(call: Call, signal: AbortSignal): Promise<CallResult> {
  const { clock, endpoint, redact } = call.options;
  const patience = createPatience(clock, endpoint.timeoutMs);
  try {
    return await exchange(call, patience, AbortSignal.any([signal, patience.signal]));
  } catch (error) {
    signal.throwIfAborted();
    if (patience.signal.aborted)
      return failure('timeout', `the model said nothing for ${endpoint.timeoutMs / 1000} s`);
    return failureOf(error, redact, clock.now());
  } finally {
    patience.stop();
  }
}

async function exchange(call: Call, patience: Patience, signal: AbortSignal): Promise<CallResult> {
  const { logger } = call.options;
  const response = await call.client.chat.completions.create(bodyOf(call), { signal }).asResponse();
  patience.heard();
  const streamed = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
  return streamed && response.body !== null
    ? await readStream(response.body, patience.heard, logger)
    : await readCompletion(response);
}

function bodyOf({ options, model, form, request }: Call) {
  const { temperature } = options.endpoint;
  return {
    model,
    messages: [
      { role: 'system' as const, content: options.redact(systemOf(request)) },
      { role: 'user' as const, content: options.redact(request.prompt) },
    ],
    ...(temperature === undefined ? {} : { temperature }),
    ...fieldsOf(form, request.shape),
  };
}

/** The shape is told in words as well: some backends ignore the mode, and others want to read the word JSON. */
const systemOf = ({ system, shape }: Call['request']): string =>
  shape === undefined
    ? system
    : `${system}\n\nAnswer with one JSON object of this schema and nothing else:\n${JSON.stringify(shape.jsonSchema)}`;
