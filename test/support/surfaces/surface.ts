/** A message in a goal's thread as people see it, whatever the platform. */
export interface ShownMessage {
  /** Names the message on its platform. */
  readonly id: string;
  /** `drover`, or the person who wrote it. */
  readonly by: string;
  /** Everything it says, one block a line. */
  readonly text: string;
  readonly buttons: readonly string[];
  readonly edits: number;
  /** Signs on it, by name. */
  readonly signs: readonly string[];
}

/** A chat platform with drover in it, in front of which people type, press and read. */
export interface Surface {
  readonly name: string;
  /** What drover has to be told about it. */
  readonly env: Readonly<Record<string, string>>;
  /** The channel as configuration names it: `slack:C0GENERAL`. */
  readonly channel: string;
  /** Alice as configuration names her. */
  readonly alice: string;
  /** Where the drover that runs now is reached. */
  reach(url: string): void;
  /** Alice types `/goal run` with an agent and a text; answers what she sees. */
  run(agent: string, text: string): Promise<string>;
  /** Alice types `/goal VERB G-1`; answers what she sees. */
  ask(verb: string, goal: string): Promise<string>;
  /** Alice writes into the goal's thread. */
  write(thread: string, text: string): Promise<void>;
  /** Alice presses what bears that label on drover's newest message that has it; answers what she sees. */
  press(thread: string, label: string): Promise<string>;
  /** The thread, its root first. */
  thread(thread: string): readonly ShownMessage[];
  /** What the platform or its people would have suffered from. */
  violations(): readonly string[];
  close(): Promise<void>;
}
