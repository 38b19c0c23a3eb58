import type { Block, Button, Content, Span } from '../domain/surface/content.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { GoalId } from '../domain/ids.ts';
import type { VerbAnswer } from '../domain/verb.ts';
import { buttonRow } from '../text/card/button.ts';

/** Something was done, or shown. */
export function answer(
  title: string,
  blocks: readonly Block[] = [],
  more: { goal?: GoalId; data?: unknown; tone?: Content['tone'] } = {},
): VerbAnswer {
  return {
    ok: true,
    content: { tone: more.tone ?? 'info', title, blocks: [...blocks] },
    ...(more.goal === undefined ? {} : { goal: more.goal }),
    ...(more.data === undefined ? {} : { data: more.data }),
  };
}

/** Nothing was done: what is wrong, and what to do about it. */
export function refusal(code: ErrorCode, message: string, hint: string, goal?: GoalId): VerbAnswer {
  return {
    ok: false,
    code,
    hint,
    content: { tone: 'bad', title: message, blocks: [{ type: 'small', spans: [hint] }] },
    ...(goal === undefined ? {} : { goal }),
  };
}

/** The same with controls under it. */
export const withButtons = (given: VerbAnswer, buttons: readonly Button[]): VerbAnswer => ({
  ...given,
  content: { ...given.content, blocks: [...given.content.blocks, ...buttonRow(buttons)] },
});

export const text = (...spans: Span[]): Block => ({ type: 'text', spans });
export const small = (...spans: Span[]): Block => ({ type: 'small', spans });
