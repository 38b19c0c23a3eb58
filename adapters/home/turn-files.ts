import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { toError } from '../../src/domain/errors.ts';
import { AskSchema, type AskedQuestion } from '../../src/domain/question.ts';
import { turnFileNames } from '../../src/domain/turn.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { TurnFiles } from '../../src/ports/agent-door.ts';
import { isErrno } from './create-once.ts';

/** Longest file that is read, in bytes. */
const mostBytes = 64 * 1024;

/** `call` is written by drover's own MCP server, when it could not reach drover and left its question here. */
const QuestionFileSchema = AskSchema.extend({ call: z.string().min(1).max(200).optional() });

/** Reads the files of a turn; what cannot be taken is logged. */
export const createTurnFiles = (logger: Logger): TurnFiles => ({
  async read(folder) {
    const question = await readFileOf(logger, join(folder, turnFileNames.DROVER_QUESTION_FILE));
    const summary = await readFileOf(logger, join(folder, turnFileNames.DROVER_SUMMARY_FILE));
    const asked = question === undefined ? undefined : parseQuestion(logger, folder, question);
    return {
      ...(asked === undefined ? {} : { question: asked }),
      ...(summary === undefined ? {} : { summary }),
    };
  },
});

/** A text that is no JSON is a question as it stands: some agents write plain words. */
function parseQuestion(logger: Logger, folder: string, text: string): AskedQuestion | undefined {
  const parsed = QuestionFileSchema.safeParse(valueOf(text));
  if (!parsed.success) {
    logger.warn({ folder, problem: z.prettifyError(parsed.error) }, 'a question file is not valid');
    return undefined;
  }
  const { call, question, options, default: fallback } = parsed.data;
  return {
    call: call ?? `file/${basename(folder)}`,
    text: question,
    options,
    ...(fallback === undefined ? {} : { fallback }),
  };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Plain words, unless it was to be JSON: that is refused by the schema.
    return /^[[{"]/.test(text) ? undefined : { question: text };
  }
}

/** The trimmed text of a regular file; undefined when there is none, or nothing in it. */
async function readFileOf(logger: Logger, path: string): Promise<string | undefined> {
  try {
    // A link could name any file of the machine, and a pipe would never end.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    await using file = await open(path, flags);
    const text = (await readRegular(file)).trim();
    return text === '' ? undefined : text;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    logger.warn({ err: toError(error), path }, 'a file that an agent left for drover was not read');
    return undefined;
  }
}

async function readRegular(file: FileHandle): Promise<string> {
  const stats = await file.stat();
  if (!stats.isFile() || stats.nlink > 1) throw new Error('it is no regular file of its own');
  if (stats.size > mostBytes) throw new Error(`it has ${stats.size} bytes; ${mostBytes} are the most`);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(stats.size), 0, stats.size, 0);
  return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead));
}
