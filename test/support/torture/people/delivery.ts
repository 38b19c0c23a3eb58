/** Something a person asked, as drover should remember it. */
export interface Delivery {
  /** The name under which the inbox knows it. */
  readonly id: string;
  readonly verb: 'run' | 'say' | 'pause' | 'resume' | 'answer' | 'stop' | 'budget' | 'cancel' | 'continue';
  /** What was typed after the verb, the handle and the flag; unique where the verb takes words for the agent. */
  readonly text: string;
  readonly flag?: '--now';
  readonly user: string;
  readonly goal?: string;
  /** The answer to a command, as Slack got it; messages in a thread are only confirmed. */
  readonly seen?: unknown;
  /** Sends it once more, as a platform does that lost the confirmation; answers what is seen then. */
  readonly again: () => Promise<unknown>;
}

export type Wish = Pick<Delivery, 'verb' | 'text' | 'flag' | 'user' | 'goal'>;

/** How it is typed; in a goal's thread the handle is left out. */
export const lineOf = ({ verb, goal, flag, text }: Wish, inThread: boolean): string =>
  [verb, inThread ? undefined : goal, flag, text]
    .filter((word) => word !== undefined && word !== '')
    .join(' ');

/** Whether somebody was sent away because Slack could not be asked who it is: nothing happened, and it can be typed anew. */
export const isSentAway = ({ seen }: Pick<Delivery, 'seen'>): boolean =>
  JSON.stringify(seen ?? '').includes('cannot be asked who you are');
