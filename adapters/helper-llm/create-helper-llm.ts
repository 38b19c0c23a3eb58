import type { OpenAI } from 'openai';
import { jsonInText } from '../../src/domain/text/json-in-text.ts';
import { noUsage, type Usage } from '../../src/domain/turn.ts';
import type {
  HelperAnswer,
  HelperLlm,
  HelperProblem,
  HelperRequest,
  HelperShape,
} from '../../src/ports/helper-llm.ts';
import type { CallFailure, CallResult } from './call/call-result.ts';
import { callUntilAnswered } from './call/call-until-answered.ts';
import { createClient } from './call/client.ts';
import { failure } from './call/failure-of.ts';
import type { UnfitForms } from './call/forms.ts';
import type { HelperOptions } from './helper-options.ts';
import { book, whatIsSpent } from './spending.ts';

interface Helper {
  readonly options: HelperOptions;
  readonly client: OpenAI;
  readonly unfit: UnfitForms;
}

/** A small model behind an endpoint that speaks the OpenAI protocol. */
export function createHelperLlm(options: HelperOptions): HelperLlm {
  const helper = { options, client: createClient(options.endpoint), unfit: new Set<string>() };
  return {
    isOn: (use) => !options.off.has(use),
    ask: (request, signal) => ask(helper, request, signal),
  };
}

async function ask<T>(
  helper: Helper,
  request: HelperRequest<T>,
  signal: AbortSignal,
): Promise<HelperAnswer<T>> {
  signal.throwIfAborted();
  const { options } = helper;
  if (options.off.has(request.use)) return no('off', `the helper model is switched off for “${request.use}”`);
  const model = modelFor(options, request.model);
  if ('problem' in model) return model;
  const spent = await whatIsSpent(options);
  if (spent !== undefined) return no('spent', spent);
  const result = await callWithin(helper, request, model.name, signal);
  const usage = withCost(options, result);
  await book(options, usage);
  return answerOf(request.shape, result, usage, model.name);
}

type Refusal = Extract<HelperAnswer<never>, { ok: false }>;

const no = (problem: HelperProblem, message: string, usage = noUsage): Refusal => ({
  ok: false,
  problem,
  message,
  usage,
});

function modelFor(
  { endpoint }: HelperOptions,
  wanted: string | undefined,
): { readonly name: string } | Refusal {
  const name = wanted ?? endpoint.model;
  if (name === undefined) return no('refused', 'the helper model has no name: helper.model is not set');
  if (wanted === undefined || endpoint.models.length === 0 || endpoint.models.includes(name)) return { name };
  return no('refused', `“${name}” is not among the models of the helper: ${endpoint.models.join(', ')}`);
}

/** What the call came to, with the model that said so and the time it took. */
type Timed = CallResult & { readonly wallMs: number; readonly asked: string };

/** The request with all its tries, within its cap. Rejects only with `signal.reason`. */
async function callWithin(
  { options, client, unfit }: Helper,
  request: HelperRequest<unknown>,
  model: string,
  signal: AbortSignal,
): Promise<Timed> {
  const { clock } = options;
  const begin = clock.now();
  const cap = new AbortController();
  const answered = new AbortController();
  clock.sleep(request.capMs, answered.signal).then(
    () => cap.abort(new Error('the cap of this use is over')),
    // Rejects only because the answer is there.
    () => {},
  );
  const timed = (result: CallResult): Timed => ({ ...result, asked: model, wallMs: clock.now() - begin });
  const asked = { client, options, model, request, unfit, deadline: begin + request.capMs };
  try {
    return timed(await callUntilAnswered(asked, AbortSignal.any([signal, cap.signal])));
  } catch (error) {
    signal.throwIfAborted();
    if (!cap.signal.aborted) throw error;
    return timed(failure('timeout', `the model did not answer within ${request.capMs / 1000} s`));
  } finally {
    answered.abort(new Error('answered'));
  }
}

function withCost(options: HelperOptions, result: Timed): Usage {
  const usage = { ...result.usage, wallMs: result.wallMs };
  const costUsd = options.price(usage, result.asked);
  return costUsd === undefined ? usage : { ...usage, costUsd };
}

const problems: Readonly<Record<CallFailure['kind'], HelperProblem>> = {
  busy: 'refused',
  unfit: 'refused',
  refused: 'refused',
  timeout: 'timeout',
  malformed: 'malformed',
};

function answerOf<T>(
  shape: HelperShape<T> | undefined,
  result: CallResult,
  usage: Usage,
  asked: string,
): HelperAnswer<T> {
  if (!result.ok) return no(problems[result.kind], result.message, usage);
  const value = valueOf(shape, result.text);
  if (value === undefined) return no('malformed', 'the answer of the model has another shape', usage);
  return { ok: true, value, usage, model: result.model ?? asked };
}

/** The largest block of JSON that has the shape; without a shape the text, which then is what `T` stands for. */
function valueOf<T>(shape: HelperShape<T> | undefined, text: string): T | undefined {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- without a shape T is string: the port says so
  if (shape === undefined) return text as T;
  for (const candidate of jsonInText(text)) {
    const value = shape.parse(candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}
