import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { AskSchema } from '../../../src/domain/question.ts';
import { answerWords, leftWords, notLeftWords } from './answer-words.ts';
import { askDrover } from './ask-drover.ts';
import { askOperatorTool } from './ask-operator-tool.ts';
import { DoorJobSchema, type DoorJob } from './job.ts';
import { leaveQuestion } from './leave-question.ts';

/**
 * The program beside an agent: an MCP server over stdio with one tool, which asks a person through drover. It is a child
 * of the agent, ends with it, and outlives drover. `node main.ts JOB_FILE`.
 */
const job = DoorJobSchema.parse(JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')));
const server = new Server(
  { name: 'drover', version: '1.0.0' },
  {
    capabilities: { tools: {} },
    instructions: 'ask_operator reaches the person who gave you the task. Use it rarely.',
  },
);

/** Agents that wait for signs of life get one so often, in milliseconds. */
const signMs = 10_000;

server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [askOperatorTool] }));
server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
  if (params.name !== askOperatorTool.name) return said(`There is no tool ${params.name}.`, true);
  const ask = AskSchema.safeParse(params.arguments);
  if (!ask.success) return said(`Not valid: ${z.prettifyError(ask.error)}`, true);
  const token = params['_meta']?.progressToken;
  let signs = 0;
  const sign = setInterval(() => {
    if (token === undefined) return;
    signs += 1;
    const progress = { progressToken: token, progress: signs, message: 'waiting for the answer of a person' };
    // A sign that does not arrive is no loss.
    extra.sendNotification({ method: 'notifications/progress', params: progress }).catch(() => undefined);
  }, signMs);
  try {
    return said(await answerTo(job, ask.data, extra.signal));
  } finally {
    clearInterval(sign);
  }
});

async function answerTo(door: DoorJob, ask: z.infer<typeof AskSchema>, signal: AbortSignal): Promise<string> {
  const question = { call: randomUUID(), ask };
  const answer = await askDrover(door, question, signal);
  if (answer !== undefined) return answerWords(answer);
  return (await leaveQuestion(door.questionFile, question)) ? leftWords : notLeftWords;
}

const said = (text: string, isError = false) => ({
  content: [{ type: 'text' as const, text }],
  ...(isError ? { isError } : {}),
});

// The agent is gone, or wants this to end: nobody is left to tell an answer to.
process.stdin.once('end', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
await server.connect(new StdioServerTransport());
