import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { addChannel, type EmulatorState } from './emulator-state.ts';
import { addFault } from './faults.ts';
import { say, typeCommand, type Target } from './sender.ts';
import { dropSockets, refreshSockets } from './sockets.ts';
import { renderTranscript } from './transcript.ts';

const TargetSchema = z.union([z.literal('socket'), z.object({ endpoint: z.url() })]);
const TypedSchema = z.object({ channel: z.string(), user: z.string(), text: z.string(), to: TargetSchema });

/** What another process may ask: `POST /control/<name>` with a JSON body; answers are JSON, the transcript is text. */
const actions: Readonly<Record<string, (state: EmulatorState, body: unknown) => unknown>> = {
  transcript: renderTranscript,
  /** Everything, for assertions: channels with messages, calls, response_url uses, open sockets. */
  state: (state) => ({
    channels: [...state.channels.values()].map((channel) => ({ ...channel, members: [...channel.members] })),
    calls: state.calls,
    responses: state.responses,
    sockets: state.sockets.size,
  }),
  channel: (state, body) => {
    const { id, ...options } = z
      .object({
        id: z.string(),
        name: z.string().default('general'),
        botIsMember: z.boolean().default(true),
        archived: z.boolean().default(false),
      })
      .parse(body);
    return addChannel(state, id, options).id;
  },
  fault: (state, body) => {
    const FaultSchema = z.object({
      kind: z.enum([
        'rate-limit',
        'error',
        'http-500',
        'store-then-500',
        'store-then-drop',
        'hang',
        'not-json',
      ]),
      method: z.string().optional(),
      channel: z.string().optional(),
      error: z.string().optional(),
      retryAfter: z.number().optional(),
      times: z.number().default(1),
    });
    addFault(state, FaultSchema.parse(body));
  },
  'clear-faults': (state) => void state.faults.splice(0),
  command: async (state, body) => {
    const { to, ...typed } = TypedSchema.parse(body);
    return await typeCommand(state, to satisfies Target, typed);
  },
  say: async (state, body) => {
    const { to, threadTs, ...typed } = TypedSchema.extend({ threadTs: z.string().optional() }).parse(body);
    return await say(state, to satisfies Target, {
      ...typed,
      ...(threadTs === undefined ? {} : { threadTs }),
    });
  },
  refresh: (state, body) =>
    refreshSockets(
      state,
      z.object({ which: z.enum(['oldest', 'all']).default('all') }).parse(body ?? {}).which,
    ),
  drop: dropSockets,
};

/** Lets another process look in and make things go wrong. */
export async function answerControl(
  state: EmulatorState,
  name: string,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const action = actions[name];
  if (action === undefined) {
    response.statusCode = 404;
    response.end(`no such action; there are: ${Object.keys(actions).join(' ')}`);
    return;
  }
  const answer = await action(state, body === '' ? undefined : JSON.parse(body));
  const isText = typeof answer === 'string';
  response.setHeader('content-type', isText ? 'text/plain; charset=utf-8' : 'application/json');
  response.end(isText ? answer : JSON.stringify(answer ?? { ok: true }));
}
