import type { ServerResponse } from 'node:http';
import { actActions } from './control/act-actions.ts';
import { lookActions } from './control/look-actions.ts';
import { placeActions } from './control/place-actions.ts';
import { troubleActions } from './control/trouble-actions.ts';
import type { Action } from './control/action.ts';
import type { EmulatorState } from './state/emulator-state.ts';

const actions: Readonly<Record<string, Action>> = {
  ...lookActions,
  ...actActions,
  ...placeActions,
  ...troubleActions,
};

/**
 * What another process may ask: `POST /control/<name>` with a JSON body. Answers are JSON, the transcript is text; what
 * a person could not do, or a body that is wrong, is answered with 400 and the reason.
 */
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
  try {
    const answer = await action(state, body === '' ? {} : JSON.parse(body));
    const isText = typeof answer === 'string';
    response.setHeader('content-type', isText ? 'text/plain; charset=utf-8' : 'application/json');
    response.end(isText ? answer : JSON.stringify(answer ?? { ok: true }));
  } catch (error) {
    response.statusCode = 400;
    response.end(error instanceof Error ? error.message : String(error));
  }
}
