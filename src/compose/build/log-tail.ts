import type { GoalDocument } from '../../goal/state.ts';
import type { TurnLog } from '../../ports/turn-log.ts';
import { turnFolderPath } from './build-tools.ts';

/** The last lines of what the agent said and did, from the newest start that left any. */
export async function logTail(
  home: string,
  turnLog: TurnLog,
  goal: GoalDocument,
  lines: number,
): Promise<string> {
  for (let seq = goal.seq; seq > 0; seq -= 1) {
    const text = await turnLog.tail(turnFolderPath(home, goal, seq), lines);
    if (text !== '') return text;
  }
  return '';
}
