import type { Output } from '../../adapters/cli/terminal.ts';
import type { ConsoleOptions } from '../../adapters/chat/console/create-console-chat.ts';

/** The streams of the program, for what is shown and typed while drover runs. */
export interface Terminal {
  /** Lines typed here are verbs; absent where nobody can type. */
  readonly input?: NonNullable<ConsoleOptions['input']>;
  readonly output: Output;
  readonly color: boolean;
}
