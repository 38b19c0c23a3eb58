import { describe, expect, test } from 'vitest';
import { isReport } from '../../../../src/policy/question/is-report.ts';

const reports = [
  'Done. I fixed the sum in cart.js. Anything else?',
  'Done.',
  'All done! Is there anything else I can help with?',
  'I have fixed the failing tests. Is there anything else you would like me to do?',
  'I’ve implemented the retry logic and added tests. Let me know if you need anything else.',
  'The bug is fixed. What’s next?',
  'All tests pass. Would you like me to do anything else?',
  '## Summary\n- Added the missing import\n- Updated two tests\n\nAll 14 tests pass.',
  '✅ The migration has been completed. Any further questions?',
  'I successfully renamed `getUser` to `loadUser` everywhere. Do you need anything else?',
  'The task is complete.',
  '**Finished.** I removed the dead code. Can I help with anything else?',
  'Fixed the flaky login test. No more changes are required.',
  'I have completed the work:\n\n```js\nconst a = b ? c : d; // should I?\n```\n\nAnything else?',
];

const questions = [
  'Should I use Postgres or SQLite?',
  'Done with the schema. Should I also migrate the old data?',
  'I fixed the sum. Which rounding do you want: half up or half even?',
  'I have added the endpoint, but two tests still fail. What should they expect?',
  'I need the password of the staging database.',
  'Please tell me which API version to use.',
  'The tests pass. May I delete the old table?',
  'Done. Is it OK to drop support for Node 18?',
  'I fixed the bug. Does this look good?',
  'I finished the first part. Do you want me to go on with the second one?',
  'Is there anything else I should know before I drop the table?',
  'I have updated the client. I cannot reach the server, so the check was not run.',
  'What is the right tax rate for Austria?',
  'Whether to keep the flag is unclear.',
  'The spec says 10, the test says 12.',
  'Anything else?',
  'Which file?',
  '',
  'I updated the parser. Let me know if the new format is right.',
  'I fixed it. Once you confirm, I will remove the flag.',
  'I am blocked: the schema file is missing.',
  'Completed step 1 of 3. Continue?',
  'All the tests are passing. Or should I weaken the limit?',
  'I’ve moved the file. If you prefer the old place, say so.',
];

describe('what an agent asks', () => {
  test.each(reports)('%s — is a report that its work is done', (text) => {
    expect(isReport(text)).toBe(true);
  });
  test.each(questions)('%s — is a question', (text) => {
    expect(isReport(text)).toBe(false);
  });
  test('with options to choose from it is a question, whatever it says', () => {
    expect(isReport('Done. I fixed the sum.', ['keep it', 'undo it'])).toBe(false);
  });
});
