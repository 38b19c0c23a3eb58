import { addUsage, noUsage, type Usage } from '../../../src/domain/turn.ts';
import type { CallFailure, CallResult } from './call-result.ts';
import { callModel, type Call } from './call-model.ts';
import { formFor, giveUpForm, type UnfitForms } from './forms.ts';

/** Tries after the first one. */
const mostRetries = 3;
/** Milliseconds before each of them where the backend does not say. */
const pauses: readonly number[] = [1000, 2000, 4000];

export interface Asked extends Omit<Call, 'form'> {
  readonly unfit: UnfitForms;
  /** Epoch milliseconds after which an answer is of no use. */
  readonly deadline: number;
}

/**
 * Asks until there is an answer, or a failure that another try would not mend: a busy backend is given time, at most
 * three times; one that does not know a form is asked in a simpler one. `usage` is that of all tries.
 */
export async function callUntilAnswered(asked: Asked, signal: AbortSignal): Promise<CallResult> {
  let usage = noUsage;
  for (let retries = 0; ;) {
    const form = formFor(asked.unfit, asked.model, asked.request.shape !== undefined);
    const result = await callModel({ ...asked, form }, signal);
    usage = addUsage(usage, result.usage);
    if (result.ok) return { ...result, usage };
    if (result.kind === 'unfit' && giveUpForm(asked.unfit, asked.model, form)) continue;
    const pause = result.kind === 'busy' ? pauseFor(result, retries) : undefined;
    if (pause === undefined || !isWorthIt(asked, pause)) return given(result, usage, retries);
    retries += 1;
    await asked.options.clock.sleep(pause, signal);
  }
}

const pauseFor = ({ retryAfterMs }: CallFailure, retries: number): number | undefined =>
  retries < mostRetries ? (retryAfterMs ?? pauses[retries]) : undefined;

/** A wait that ends when nobody wants the answer any more is not begun. */
const isWorthIt = ({ options, deadline }: Asked, pause: number): boolean =>
  options.clock.now() + pause < deadline;

const given = (result: CallFailure, usage: Usage, retries: number): CallFailure => ({
  ...result,
  usage,
  ...(retries === 0 ? {} : { message: `${result.message} (tried ${retries + 1} times)` }),
});
