/** What an agent said and did, in words, one line each; kept in the turn's folder for people. */
export interface TurnLog {
  /** Empties the log: the turn is heard again from its beginning. */
  begin(folder: string): void;
  /** Adds a line to `<folder>/turn.log`. Never awaited; a failure is logged, not thrown. */
  append(folder: string, line: string): void;
  /** The last lines; empty when there are none. */
  tail(folder: string, lines: number): Promise<string>;
  /** The last lines of what the agent's program itself printed, or of what the checks printed. */
  rawTail(folder: string, lines: number, of?: RawLog): Promise<string>;
}

export type RawLog = 'agent' | 'checks';
