import type { Denial, Usage } from '../../../src/domain/turn.ts';
import type { AgentEvent } from '../../../src/ports/agent.ts';
import { present } from '../cli/json-fields.ts';
import { relativeTo } from './describe-call.ts';
import type { ApiError, ClaudeEvent, MessageEvent, ResultEvent, TokenCounts, ToolCall } from './events.ts';
import { retryNotice } from './retry-notice.ts';

/** What the stream of one turn has told so far. */
export interface Tally {
  /** Dollars of the session before this turn. */
  readonly costUsdBefore: number;
  session?: string;
  model?: string;
  version?: string;
  cwd?: string;
  /** What the agent said last. */
  text: string;
  /** Tokens that results have accounted for. */
  settled: TokenCounts;
  /** Messages since the last result by id: the best figures there are until the next one. */
  readonly open: Map<string, TokenCounts>;
  totalCostUsd?: number;
  contextUsed?: number;
  contextWindow?: number;
  result?: ResultEvent;
  /** The error text that the CLI put in the model's mouth, and its fields. */
  apiError?: { readonly text: string; readonly fields: ApiError };
  /** A request that failed and will be tried again; gone as soon as the model speaks. */
  retry?: ApiError;
  /** Epoch milliseconds at which a used-up subscription limit resets. */
  resetsAt?: number;
  limitRejected: boolean;
  readonly calls: Map<string, ToolCall>;
  readonly denials: Map<string, Denial>;
}

const noTokens: TokenCounts = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/** The tally of a turn that has said nothing yet. */
export const newTally = (costUsdBefore: number): Tally => ({
  costUsdBefore,
  text: '',
  settled: noTokens,
  open: new Map(),
  limitRejected: false,
  calls: new Map(),
  denials: new Map(),
});

/** Takes an event in; answers what is worth telling while the turn runs. */
export function addEvent(tally: Tally, event: ClaudeEvent): readonly AgentEvent[] {
  switch (event.type) {
    case 'init':
      return addInit(tally, event);
    case 'message':
      return addMessage(tally, event);
    case 'retry':
      tally.retry = event.cause;
      return [{ type: 'waiting', message: retryNotice(event) }];
    case 'denied':
      return addDenial(tally, event.id, { tool: event.tool, what: whatWasDenied(tally, event) });
    case 'rate-limit':
      return addRateLimit(tally, event);
    case 'compacting':
      return [{ type: 'waiting', message: 'the context is being compacted' }];
    case 'compacted':
      if (event.tokens !== undefined) tally.contextUsed = event.tokens;
      return [];
    case 'model-changed':
      return [{ type: 'waiting', message: event.message }];
    case 'result':
      return addResult(tally, event);
  }
}

/**
 * This turn's usage so far. Claude Code counts dollars over the whole session, so the turn's are the difference;
 * a total below the one before means that the session began anew, and then the total is the turn's.
 */
export function usageOf(tally: Tally, wallMs: number): Usage {
  const tokens = [...tally.open.values()].reduce(add, tally.settled);
  const total = tally.totalCostUsd;
  const before = tally.costUsdBefore;
  const costUsd = total === undefined || total < before ? total : total - before;
  return { ...tokens, wallMs, ...present({ costUsd }) };
}

function addInit(tally: Tally, event: ClaudeEvent & { type: 'init' }): readonly AgentEvent[] {
  const known = tally.session === event.session;
  const { session, model, version, cwd } = event;
  Object.assign(tally, { session }, present({ model, version, cwd }));
  return known ? [] : [{ type: 'session', id: session, ...present({ model, version }) }];
}

function addMessage(tally: Tally, message: MessageEvent): readonly AgentEvent[] {
  if (message.synthetic) {
    if (message.error) tally.apiError = { text: message.text ?? '', fields: message.error };
    return [];
  }
  delete tally.retry;
  delete tally.apiError;
  tally.open.set(message.id, message.usage);
  const events: AgentEvent[] = message.tools.map((call) => {
    tally.calls.set(call.id, call);
    return { type: 'tool', name: call.name, what: relativeTo(tally.cwd, call.what) };
  });
  if (!message.subagent) {
    tally.contextUsed = Object.values(message.usage).reduce((sum, tokens: number) => sum + tokens, 0);
    if (message.text !== undefined) {
      tally.text = message.text;
      events.push({ type: 'text', text: message.text });
    }
  }
  return [...events, { type: 'usage', usage: usageOf(tally, 0) }];
}

function addResult(tally: Tally, result: ResultEvent): readonly AgentEvent[] {
  tally.result = result;
  tally.settled = add(tally.settled, result.usage);
  tally.open.clear();
  delete tally.retry;
  if (result.totalCostUsd !== undefined) tally.totalCostUsd = result.totalCostUsd;
  if (result.contextWindow !== undefined) tally.contextWindow = result.contextWindow;
  if (result.text !== undefined && !result.isError) tally.text = result.text;
  // A refused start makes up a session id that never came into being; `/clear` changes an existing one.
  if (result.session !== undefined && tally.session !== undefined) tally.session = result.session;
  const denied = result.denials.flatMap((call) =>
    addDenial(tally, call.id, { tool: call.name, what: relativeTo(tally.cwd, call.what) }),
  );
  return [...denied, { type: 'usage', usage: usageOf(tally, 0) }];
}

/** The stream tells of a denial at once and again in the result: counted once, by the id of the call. */
function addDenial(tally: Tally, id: string | undefined, denial: Denial): readonly AgentEvent[] {
  const key = id ?? `unnamed ${tally.denials.size}`;
  if (tally.denials.has(key)) return [];
  tally.denials.set(key, denial);
  return [{ type: 'denied', denial }];
}

function whatWasDenied(tally: Tally, event: ClaudeEvent & { type: 'denied' }): string {
  const call = event.id === undefined ? undefined : tally.calls.get(event.id);
  return relativeTo(tally.cwd, call === undefined || call.what === '' ? event.message : call.what);
}

function addRateLimit(tally: Tally, event: ClaudeEvent & { type: 'rate-limit' }): readonly AgentEvent[] {
  tally.limitRejected = event.status === 'rejected';
  if (!tally.limitRejected) return [];
  if (event.resetsAt !== undefined) tally.resetsAt = event.resetsAt;
  return [{ type: 'waiting', message: 'the usage limit of the subscription is reached' }];
}

const add = (a: TokenCounts, b: TokenCounts): TokenCounts => ({
  input: a.input + b.input,
  output: a.output + b.output,
  cacheRead: a.cacheRead + b.cacheRead,
  cacheWrite: a.cacheWrite + b.cacheWrite,
});
