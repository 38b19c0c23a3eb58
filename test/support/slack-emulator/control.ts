import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { peopleActions } from './control/people-actions.ts';
import { plainState } from './control/plain-state.ts';
import { worldActions } from './control/world-actions.ts';
import type { EmulatorState } from './emulator-state.ts';
import { addFault } from './faults.ts';
import { dropSockets, refreshSockets } from './sockets.ts';
import { renderTranscript } from './transcript.ts';

/** What another process may ask: `POST /control/<name>` with a JSON body; answers are JSON, the transcript is text. */
const actions: Readonly<Record<string, (state: EmulatorState, body: unknown) => unknown>> = {
  transcript: renderTranscript,
  state: plainState,
  ...worldActions,
  ...peopleActions,
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
  refresh: (state, body) =>
    refreshSockets(
      state,
      z.object({ which: z.enum(['oldest', 'all']).default('all') }).parse(body ?? {}).which,
    ),
  drop: dropSockets,
};

/** Lets another process look in, do what people do and make things go wrong. */
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
