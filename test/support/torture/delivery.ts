/** Something a person asked, as drover should remember it. */
export interface Delivery {
  /** The name under which the inbox knows it. */
  readonly id: string;
  readonly verb: 'run' | 'say' | 'pause' | 'resume' | 'cancel';
  /** What was typed after the verb and the handle; unique where the verb takes a text. */
  readonly text: string;
  readonly user: string;
  readonly goal?: string;
  /** The answer to a command, as Slack got it; messages in a thread are only confirmed. */
  readonly seen?: unknown;
  /** Sends it once more, as a platform does that lost the confirmation; answers what is seen then. */
  readonly again: () => Promise<unknown>;
}

export type Wish = Pick<Delivery, 'verb' | 'text' | 'user' | 'goal'>;
