import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { onTestFinished } from 'vitest';
import { doorToken } from '../../../adapters/mcp/door/door-token.ts';
import { openAgentDoor, type OpenDoor } from '../../../adapters/mcp/door/open-agent-door.ts';
import { prepareMcpServer } from '../../../adapters/mcp/prepare-mcp-server.ts';
import type { AskedQuestion } from '../../../src/domain/question.ts';
import type { AgentAnswer, AgentDoor } from '../../../src/ports/agent-door.ts';
import { quietLogger } from '../../support/agents/quiet-logger.ts';

export const key = 'k'.repeat(43);
export const tag = 'home/G-1/1-1';

/** A door whose questions the test answers, by their text. */
export interface Desk extends AgentDoor {
  /** Calls by their text, one for each connection that asked. */
  readonly asked: { readonly tag: string; readonly question: AskedQuestion; readonly signal: AbortSignal }[];
  readonly takenCalls: string[];
  /** Answers everybody who asks or has asked that. */
  answer(text: string, answer: AgentAnswer): void;
}

export function createDesk(): Desk {
  const answers = new Map<string, PromiseWithResolvers<AgentAnswer>>();
  const waiting = (text: string) => {
    const found = answers.get(text) ?? Promise.withResolvers<AgentAnswer>();
    answers.set(text, found);
    return found;
  };
  const desk: Desk = {
    asked: [],
    takenCalls: [],
    answer: (text, answer) => waiting(text).resolve(answer),
    ask(asker, question, signal) {
      desk.asked.push({ tag: asker, question, signal });
      const gone = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
      return Promise.race([waiting(question.text).promise, gone]);
    },
    taken: async (_asker, call) => void desk.takenCalls.push(call),
  };
  return desk;
}

/** A folder with the door's socket, which can be closed and opened again. */
export interface Stage {
  readonly folder: string;
  readonly socket: string;
  readonly desk: Desk;
  open(promptMs?: number): Promise<OpenDoor>;
}

export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-door-'));
  const socket = join(folder, 'door.sock');
  const desk = createDesk();
  const open: OpenDoor[] = [];
  onTestFinished(async () => {
    await Promise.all(open.map((door) => door.stop().catch(() => undefined)));
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
    socket,
    desk,
    async open(promptMs) {
      const door = await openAgentDoor({
        path: socket,
        key,
        door: desk,
        logger: quietLogger(),
        ...(promptMs === undefined ? {} : { promptMs }),
      });
      open.push(door);
      return door;
    },
  };
}

/** A peer of the door by hand: what it sends, and the lines that it hears. */
export async function dial(
  path: string,
): Promise<{ readonly socket: Socket; readonly heard: Promise<string> }> {
  const socket = connect(path);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  const heard = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  return { socket, heard };
}

export const questionLine = (more: object = {}): string =>
  `${JSON.stringify({ tag, token: doorToken(key, tag), call: 'c1', ask: { question: 'Which one?' }, ...more })}\n`;

/** An agent with the real program beside it. */
export async function startAgent(stage: Stage, patienceMs = 60_000, folder = 'turn') {
  const turn = join(stage.folder, folder);
  await mkdir(turn, { recursive: true });
  const server = await prepareMcpServer({ socket: stage.socket, key, patienceMs }, tag, turn);
  const transport = new StdioClientTransport({ ...server, args: [...server.args], stderr: 'inherit' });
  const client = new Client({ name: 'agent', version: '1' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  const ask = async (question: string, more: object = {}): Promise<string> => {
    const result = await client.callTool(
      { name: 'ask_operator', arguments: { question, ...more } },
      undefined,
      {
        timeout: 60_000,
      },
    );
    return (result.content as { text: string }[]).map(({ text }) => text).join('\n');
  };
  return { client, transport, ask, turn, server };
}
