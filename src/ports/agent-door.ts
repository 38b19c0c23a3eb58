import type { AskedQuestion } from '../domain/question.ts';

/** What the agent is told. */
export type AgentAnswer =
  /** `by` absent: nobody answered in time, and this is the question's own default. */
  | { readonly is: 'answered'; readonly text: string; readonly by?: string }
  /** Nobody has answered yet: the agent ends its turn, and the answer comes with the next one. */
  | { readonly is: 'later'; readonly question: string }
  /** The turn is not the running one any more, the question is none, or nobody can be asked. */
  | { readonly is: 'refused'; readonly why: string };

/** What agents may ask of drover while their turn runs. `tag`: the turn's own, proven by its token. */
export interface AgentDoor {
  /**
   * Resolves when the question is durable and answered, or its first patience is over; rejects when the store failed, or
   * with the signal's reason. A repeat of a call goes on waiting for the same question.
   */
  ask(tag: string, question: AskedQuestion, signal: AbortSignal): Promise<AgentAnswer>;
  /** The agent's side has received the answer to that call: the next prompt need not say it. */
  taken(tag: string, call: string): Promise<void>;
}

/** How an agent process reaches the door: a program to be started as MCP server beside it. */
export interface McpServer {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What an agent left in the files of its turn. */
export interface LeftFiles {
  readonly question?: AskedQuestion;
  /** What was done, in the agent's own words. */
  readonly summary?: string;
}

/** Reads what an agent left for drover, when its turn is over. What is no such file, or is not as it should be, is not there. */
export interface TurnFiles {
  /** @param folder the turn's own, absolute */
  read(folder: string): Promise<LeftFiles>;
}
