/** What Slack shows of an agent's session. Source: web-api 8.2, `AgentsSessionsSetStatusArguments`. */
export type SessionStatus = 'active' | 'processing' | 'suspended' | 'closed';

/** A goal's thread as an agent session. */
export interface Session {
  readonly channel: string;
  readonly thread: string;
  readonly status: SessionStatus;
  readonly title: string;
}

/** Sessions that Slack was told of, and those that it is still to be told of. */
export interface Sessions {
  readonly told: Map<string, SessionStatus>;
  readonly due: Map<string, Session>;
  /** Codes of refusals that are in the log already. */
  readonly refused: Set<string>;
  working: boolean;
}

export const newSessions = (): Sessions => ({
  told: new Map(),
  due: new Map(),
  refused: new Set(),
  working: false,
});
