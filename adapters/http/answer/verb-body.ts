import type { Content } from '../../../src/domain/surface/content.ts';
import type { VerbAnswer } from '../../../src/domain/verb.ts';
import { statusOf } from './status-of.ts';

/** An answer to a verb: `text` for people, `content` for surfaces that render themselves, `data` for machines. */
export function verbBody(
  answer: VerbAnswer,
  renderText: (content: Content) => string,
): { readonly status: number; readonly body: object } {
  const { ok, goal, content, code, hint, data } = answer;
  const status = ok ? 200 : statusOf(code);
  const body = {
    ok,
    ...(goal === undefined ? {} : { goal }),
    text: renderText(content),
    ...(code === undefined ? {} : { code }),
    ...(hint === undefined ? {} : { hint }),
    ...(data === undefined ? {} : { data }),
    content,
  };
  return { status, body };
}
