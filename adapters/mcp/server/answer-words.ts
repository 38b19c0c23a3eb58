import type { AnswerLine } from '../protocol.ts';

/** What the agent reads as the result of its call. */
export function answerWords(answer: AnswerLine): string {
  switch (answer.is) {
    case 'answered':
      return answer.by === undefined
        ? `Nobody answered in time, so your own default counts:\n${answer.text}`
        : `The operator ${answer.by} answers:\n${answer.text}`;
    case 'later':
      return `Nobody has answered ${answer.question} yet. End your turn now, and do nothing that depends on the answer: you will be given it at the beginning of your next turn, in this session.`;
    case 'refused':
      return answer.why;
  }
}

/** drover is away, and the question was left for it. */
export const leftWords =
  'Nobody has answered your question yet. End your turn now, and do nothing that depends on the answer: you will be given it at the beginning of your next turn, in this session.';

/** drover is away, and an earlier question was left for it. */
export const notLeftWords = 'Nobody can be asked now. End your turn; ask again in your next one.';
