import { DroverError } from '../../../src/domain/errors.ts';
import { visibleText } from '../../../src/log/visible-text.ts';
import { exitCodeOf, knownCode, type ExitCode } from '../show/exit-code.ts';
import { printError, tellError } from '../show/print-error.ts';
import { renderContent } from '../show/render-content.ts';
import { wantsColor, type Output } from '../terminal.ts';
import { askDrover, type DroverAnswer } from './ask-drover.ts';
import { findDrover, type WhereDrover } from './find-drover.ts';
import { goalWords } from './goal-words.ts';

export interface GoalCommandOptions {
  readonly where: WhereDrover;
  /** How the operator is called on cards; a label. */
  readonly actor?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly errorOutput: Output;
}

/** `drover goal <words>`: asks the running drover and prints its answer. Answers the exit code. */
export async function runGoalCommand(
  words: readonly string[],
  options: GoalCommandOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { argv, json } = goalWords(words);
  try {
    const answer = await askDrover(await findDrover(options.where), argv, options.actor, signal);
    return show(answer, options, json);
  } catch (error) {
    if (!(error instanceof DroverError)) throw error;
    return printError(error, { ...options, json });
  }
}

function show(answer: DroverAnswer, options: GoalCommandOptions, json: boolean): ExitCode {
  const { ok, text, code, hint, content } = answer;
  const exitCode = ok ? 0 : exitCodeOf(knownCode(code));
  if (json) options.output.write(`${JSON.stringify(answer)}\n`);
  else if (ok)
    options.output.write(
      `${content === undefined ? visibleText(text) : renderContent(content, { color: wantsColor(options.output, options.env) })}\n`,
    );
  else
    tellError(
      {
        code: code ?? 'BUG',
        text: content?.title ?? text,
        hint: hint ?? 'Try: drover goal help',
        ...detailsOf(answer),
      },
      { ...options, json },
    );
  return exitCode;
}

/** A refusal may say more than its title, for example which goals or projects there are; its hint is said already. */
function detailsOf({ content, hint }: DroverAnswer): { details?: string } {
  if (content === undefined) return {};
  const blocks = content.blocks.filter((block) => block.type !== 'small' || block.spans[0] !== hint);
  const [, ...lines] = renderContent({ ...content, blocks }, { color: false }).split('\n');
  return lines.length === 0 ? {} : { details: lines.join('\n') };
}
