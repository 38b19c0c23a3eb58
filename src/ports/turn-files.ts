import type { AskedQuestion } from '../domain/question.ts';

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
