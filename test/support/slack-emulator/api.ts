import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import {
  fail,
  recordViolation,
  type Answer,
  type Args,
  type EmulatorState,
  type Fault,
} from './emulator-state.ts';
import { takeFault } from './faults.ts';
import { announceWait, laneOf, limitedFor } from './limits/rates.ts';
import { missingScope } from './methods/scopes.ts';
import { webMethods } from './methods/web-methods.ts';

/** One call of the Web API, with the fault that was ordered for it, or the limit that it runs into. */
export function answerApi(
  state: EmulatorState,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): void {
  const method = (request.url ?? '').replace('/api/', '').replace(/\?.*/u, '');
  const args = parseArgs(request.headers['content-type'] ?? '', body);
  response.setHeader('x-oauth-scopes', [...state.scopes].join(','));
  const limited = limitedFor(state, method, args['channel']);
  const fault = takeFault(state, method, args['channel']) ?? faultOf(limited);
  if (fault !== undefined && !fault.kind.startsWith('store-then-')) {
    state.calls.push({ method, args, outcome: fault.error ?? fault.kind });
    noteWait(state, method, args, fault);
    return failWithoutDoing(response, fault);
  }
  const answer = perform(state, method, args, request.headers.authorization ?? '');
  state.calls.push({ method, args, outcome: outcomeOf(answer, fault) });
  if (fault?.kind === 'store-then-drop') return void response.destroy();
  if (fault?.kind === 'store-then-500') response.statusCode = 500;
  sendJson(response, answer);
}

const outcomeOf = (answer: Answer, fault: Fault | undefined): string => fault?.kind ?? answer.error ?? 'ok';

const faultOf = (retryAfter: number | undefined): Fault | undefined =>
  retryAfter === undefined ? undefined : { kind: 'rate-limit', retryAfter, times: 1 };

function noteWait(state: EmulatorState, method: string, args: Args, fault: Fault): void {
  if (fault.kind !== 'rate-limit' || fault.retryAfter === undefined) return;
  announceWait(state, laneOf(method, args['channel'], fault.channel), fault.retryAfter);
}

function perform(state: EmulatorState, method: string, args: Args, authorization: string): Answer {
  const wanted = method === 'apps.connections.open' ? state.appToken : state.botToken;
  if (authorization === '') return fail('not_authed');
  if (authorization !== `Bearer ${wanted}`) return fail('invalid_auth');
  const missing = missingScope(state.scopes, method);
  if (missing !== undefined) {
    recordViolation(state, 'missing_scope', method, missing);
    return { ...fail('missing_scope'), needed: missing, provided: [...state.scopes].join(',') };
  }
  return webMethods[method]?.(state, args) ?? fail('unknown_method');
}

function failWithoutDoing(response: ServerResponse, fault: Fault): void {
  switch (fault.kind) {
    case 'hang':
      return;
    case 'rate-limit':
      response.statusCode = 429;
      if (fault.retryAfter !== undefined) response.setHeader('retry-after', String(fault.retryAfter));
      return sendJson(response, fail('ratelimited'));
    case 'http-500':
      response.statusCode = 500;
      return sendJson(response, fail('internal_error'));
    case 'not-json':
      return void response.end('<html>a proxy says hello</html>');
    case 'error':
    case 'store-then-500':
    case 'store-then-drop':
      return sendJson(response, fail(fault.error ?? 'internal_error'));
  }
}

/** Structures travel as JSON inside of forms. */
const structured = ['blocks', 'metadata', 'view', 'files', 'attachments'];

/** Forms, with structures as JSON inside, or JSON as a whole. */
function parseArgs(contentType: string, body: string): Record<string, unknown> {
  if (contentType.startsWith('application/json'))
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  const args: Record<string, unknown> = Object.fromEntries(new URLSearchParams(body));
  for (const key of structured) if (typeof args[key] === 'string') args[key] = JSON.parse(args[key]);
  return args;
}

export function sendJson(response: ServerResponse, answer: unknown): void {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(answer));
}
