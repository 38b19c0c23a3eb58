import { expect, test } from 'vitest';
import { answerWords } from '../../../../../adapters/mcp/server/answer-words.ts';

test('the agent reads whose answer it is', () => {
  expect(answerWords({ is: 'answered', text: 'yes', by: 'bob' })).toBe('The operator bob answers:\nyes');
  expect(answerWords({ is: 'answered', text: 'no' })).toMatch(
    /Nobody answered in time.*default counts:\nno/s,
  );
});

test('it is told to end its turn when nobody has answered yet', () => {
  expect(answerWords({ is: 'later', question: 'Q-2' })).toMatch(
    /^Nobody has answered Q-2 yet\. End your turn now/,
  );
});

test('why it is refused is said as it is', () => {
  expect(answerWords({ is: 'refused', why: 'It is a report.' })).toBe('It is a report.');
});
