import type { IncomingMessage, ServerResponse } from 'node:http';
import { takeFault } from '../faults.ts';
import { now, type EmulatorState } from '../state/emulator-state.ts';
import type { Fault } from '../state/records.ts';
import type { Json } from '../state/things.ts';
import { count, keyOf, tooMany } from './rates.ts';
import { readRequest } from './read-request.ts';
import { apiError, bodyOf, errors, type Call, type RestAnswer } from './rest-answer.ts';
import { findRoute, type Route } from './routes.ts';

/** One request of the REST interface below `/api/v10`, with the fault that was ordered for it. */
export async function answerRest(
  state: EmulatorState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', state.url);
  const found = findRoute(request.method ?? 'GET', url.pathname.replace(/^\/api(\/v\d+)?/u, ''));
  const sent = await readRequest(request);
  if (found === undefined) return write(response, errors.notFound);
  const call: Call = { state, params: found.params, query: url.searchParams, ...sent };
  const fault = takeFault(state, found.route.name, found.params['channel']);
  const answer = isInstead(fault)
    ? faultAnswer(state, fault, keyOf(found.route.name, targetOf(call)))
    : perform(call, found.route, request.headers.authorization);
  remember(call, found.route, answer, fault);
  finish(response, answer, fault);
}

/** Limits count by channel, or by the token of an interaction. */
const targetOf = ({ params }: Call): string => params['channel'] ?? params['token'] ?? '';

function remember(call: Call, route: Route, answer: RestAnswer, fault: Fault | undefined): void {
  const code = answer.code === undefined ? 'ok' : String(answer.code);
  call.state.calls.push({
    route: route.name,
    channel: call.params['channel'],
    body: recordOf(call),
    status: fault?.kind === 'store-then-500' ? 500 : answer.status,
    outcome: fault?.kind ?? code,
    at: now(call.state),
  });
}

/** Whether the request is not carried out, but answered as the fault wants it. */
const isInstead = (fault: Fault | undefined): fault is Fault =>
  fault !== undefined && !fault.kind.startsWith('store-then-');

function perform(call: Call, route: Route, authorization: string | undefined): RestAnswer {
  const { state } = call;
  if (route.open !== true && authorization !== `Bot ${state.token}`) return errors.unauthorized;
  const isRename = route.name === 'thread.update' && 'name' in bodyOf(call);
  const counted = count(state, isRename ? 'thread.rename' : route.name, targetOf(call));
  const answer = counted.refusal ?? route.handle(call);
  return { ...answer, headers: { ...counted.headers, ...answer.headers } };
}

function faultAnswer(state: EmulatorState, fault: Fault, key: string): RestAnswer {
  if (fault.kind === 'rate-limit') return tooMany(state, key, fault.retryAfter ?? 1, fault.scope ?? 'user');
  if (fault.kind === 'error') return apiError(fault.status ?? 403, fault.code ?? 0, 'ordered by a test');
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
}

function finish(response: ServerResponse, answer: RestAnswer, fault: Fault | undefined): void {
  switch (fault?.kind) {
    case 'hang':
      return;
    case 'not-json':
      response.setHeader('content-type', 'text/html');
      return void response.end('<html>a proxy says hello</html>');
    case 'store-then-drop':
      return void response.destroy();
    case 'store-then-reset':
      return void response.socket?.resetAndDestroy();
    case 'store-then-500':
      return write(response, { status: 500, body: { message: '500: Internal Server Error', code: 0 } });
    case 'http-500':
    case 'rate-limit':
    case 'error':
    case undefined:
      return write(response, answer);
  }
}

function write(response: ServerResponse, answer: RestAnswer): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.body === undefined) return void response.end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(answer.body));
}

/** What a request is remembered with: its body, and its files by name and size. */
function recordOf(call: Call): Json {
  const files = call.files.map((file) => ({ name: file.name, size: file.bytes.length }));
  const body = Array.isArray(call.body) ? { list: call.body as readonly unknown[] } : bodyOf(call);
  return files.length === 0 ? body : { ...body, files };
}
