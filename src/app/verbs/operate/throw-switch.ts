import type { InboundMessage, VerbAnswer } from '../../../domain/verb.ts';
import { markOf, remember, storedAnswer } from '../../inbox-mark.ts';
import type { Runtime } from '../../../runner/runtime.ts';
import type { Switch } from '../../../runner/control/switches.ts';

/** How a switch is thrown. */
export interface Throw<T> {
  readonly key: string;
  readonly read: () => Promise<Switch<T>>;
  /** What is to stand there from now on (undefined: nothing), or the answer when nothing is to be done. */
  readonly decide: (now: T | undefined) => { readonly value: T | undefined } | VerbAnswer;
  readonly done: (before: T | undefined) => VerbAnswer;
}

/** Writes a switch with the answer in one commit, so that a repeated delivery throws it once. */
export async function throwSwitch<T>(
  runtime: Runtime,
  message: InboundMessage,
  { key, read, decide, done }: Throw<T>,
): Promise<VerbAnswer> {
  for (;;) {
    const { version, value } = await read();
    const decided = decide(value);
    if ('content' in decided) return decided.ok ? remember(runtime, message, decided) : decided;
    const given = done(value);
    const result = await runtime.store.commit({
      entries: [{ key, expectedVersion: version, value: decided.value }],
      inboxMarks: [markOf(message, given, runtime.clock.now())],
    });
    if (result.ok) return given;
    if (result.reason === 'already-marked') return storedAnswer(result.mark);
  }
}
