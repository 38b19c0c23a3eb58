/** A file that came with a message, as the agent is told of it: where it lies, or why it does not. Name and type are data from outside. */
export interface GivenFile {
  /** As its sender called it. */
  readonly name: string;
  readonly type: string;
  /** Absolute; absent when it could not be brought. */
  readonly path?: string;
  readonly bytes?: number;
  /** Why it could not be brought, for people and for the agent. */
  readonly problem?: string;
}
