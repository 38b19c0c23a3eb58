import { writeFile } from 'node:fs/promises';
import type { QuestionLine } from '../protocol.ts';

/**
 * Leaves a question for drover to find when the turn is over; one that drover was told before is known by its call.
 * false: another question lies there already.
 */
export async function leaveQuestion(
  file: string,
  { call, ask }: Pick<QuestionLine, 'call' | 'ask'>,
): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify({ ...ask, call }), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
