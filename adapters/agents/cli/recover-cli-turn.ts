import { flushLines, newLineSplitter, splitChunk } from '../../process/line-splitter.ts';
import type { CliEnding } from './cli-ending.ts';
import { present } from './json-fields.ts';
import { keptErrors } from './run-cli-turn.ts';
import { recordedWallMs, readRecordedErrors, readRecordedOutput, readTurnExit } from './turn-folder.ts';

/**
 * Reads a turn back from its folder, line by line. Without a note of the exit, the process died together with
 * drover: the ending then says neither code nor signal, and what the stream told has to decide.
 */
export async function recoverCliTurn(folder: string, onLine: (line: string) => void): Promise<CliEnding> {
  const splitter = newLineSplitter();
  for await (const chunk of readRecordedOutput(folder)) {
    for (const { text } of splitChunk(splitter, chunk)) onLine(text);
  }
  for (const { text } of flushLines(splitter)) onLine(text);
  const stderr = await readRecordedErrors(folder, keptErrors);
  const exit = await readTurnExit(folder);
  if (!exit) return { aborted: false, stderr, wallMs: await recordedWallMs(folder) };
  const { aborted, wallMs, spawnError, ...rest } = exit;
  const named = spawnError && { message: spawnError.message, ...present({ code: spawnError.code }) };
  return { aborted, wallMs, stderr, ...present({ ...rest, spawnError: named }) };
}
