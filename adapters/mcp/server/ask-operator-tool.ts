import type { Tool } from '@modelcontextprotocol/sdk/types.js';

/** The tool as agents see it. They ask rarely when they know that a person is kept waiting, and well when told how. */
export const askOperatorTool: Tool = {
  name: 'ask_operator',
  title: 'Ask the operator',
  description: [
    'Asks the person who gave you this task one question, and waits a short while for the answer.',
    'Use it only for a decision that you cannot make from the task, the code and the tests, and whose wrong answer would cost work: a choice between two readings of the task, a missing credential, a change that cannot be undone.',
    'Do not use it to report, to ask for permission to go on, or to ask what you can find out yourself: find out, decide, and say at the end what you decided.',
    'Ask everything at once, in one short question that can be understood without the code. Give options where there are some, and a default whenever you could go on with one: it counts when nobody answers.',
    'If the result says that nobody has answered yet, end your turn: the answer comes with your next one.',
  ].join(' '),
  inputSchema: {
    type: 'object',
    properties: {
      question: {
        type: 'string',
        minLength: 1,
        maxLength: 4000,
        description: 'The question, with what a person must know to answer it.',
      },
      options: {
        type: 'array',
        items: { type: 'string', minLength: 1, maxLength: 300 },
        maxItems: 10,
        description: 'Possible answers, best first. A person may answer something else.',
      },
      default: {
        type: 'string',
        minLength: 1,
        maxLength: 1000,
        description: 'What you do when nobody answers in time. Without it the work stops then.',
      },
    },
    required: ['question'],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: true, openWorldHint: true },
};
