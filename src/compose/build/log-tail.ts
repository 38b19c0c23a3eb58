import type { GoalDocument } from '../../goal/state.ts';
import type { RawLog, TurnLog } from '../../ports/turns/turn-log.ts';
import { turnFolderPath } from './build-tools.ts';

/** The last lines of what the agent said and did, from the newest start that left any. */
export const logTail = (home: string, turnLog: TurnLog, goal: GoalDocument, lines: number): Promise<string> =>
  newest(home, goal, (folder) => turnLog.tail(folder, lines));

/** The same of what its program printed, or its checks, as they printed it. */
export const rawTail = (
  { home, turnLog }: { readonly home: string; readonly turnLog: TurnLog },
  goal: GoalDocument,
  lines: number,
  of?: RawLog,
): Promise<string> => newest(home, goal, (folder) => turnLog.rawTail(folder, lines, of));

async function newest(
  home: string,
  goal: GoalDocument,
  read: (folder: string) => Promise<string>,
): Promise<string> {
  for (let seq = goal.seq; seq > 0; seq -= 1) {
    const text = await read(turnFolderPath(home, goal, seq));
    if (text !== '') return text;
  }
  return '';
}
