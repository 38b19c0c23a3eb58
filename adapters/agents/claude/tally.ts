import type { Denial } from '../../../src/domain/turn.ts';
import type { AgentEvent, TurnRequest } from '../../../src/ports/agent.ts';
import { present } from '../cli/json-fields.ts';
import type { Compactable } from './compaction.ts';
import { addCompaction } from './compaction.ts';
import { relativeTo } from './stream/describe-call.ts';
import type {
  ApiError,
  ClaudeEvent,
  MessageEvent,
  RateLimitEvent,
  ResultEvent,
  ToolCall,
} from './stream/events.ts';
import { retryNotice } from './stream/retry-notice.ts';
import type { Metered } from './usage.ts';
import { meterMessage, meterResult, newMeter, usageOf } from './usage.ts';

/** What is asked of a turn, as far as it matters to what its stream means. */
export type Asked = Pick<TurnRequest, 'kind' | 'session'>;

/** What the stream of one turn has told so far. */
export interface Tally extends Metered, Compactable {
  readonly asked: Asked;
  /** The session that listeners know of. */
  told?: string;
  version?: string;
  cwd?: string;
  /** What the agent said last. */
  text: string;
  result?: ResultEvent;
  /** The error text that the CLI put in the model's mouth, and its fields. */
  apiError?: { readonly text: string; readonly fields: ApiError };
  /** A request that failed and will be tried again; gone as soon as the model speaks. */
  retry?: ApiError;
  /** A limit of the subscription is used up; gone as soon as the model speaks. */
  exhausted?: RateLimitEvent;
  readonly calls: Map<string, ToolCall>;
  readonly denials: Map<string, Denial>;
}

/** The tally of a turn that has said nothing yet. */
export const newTally = (asked: Asked): Tally => ({
  asked,
  meter: newMeter(),
  text: '',
  compaction: { state: 'none' },
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
    case 'compacted':
    case 'compact-failed':
    case 'synthetic':
      return addCompaction(tally, event);
    case 'model-changed':
      delete tally.meter.model;
      return [{ type: 'waiting', message: event.message }];
    case 'result':
      return addResult(tally, event);
  }
}

function addInit(tally: Tally, event: ClaudeEvent & { type: 'init' }): readonly AgentEvent[] {
  const known = tally.told === event.session;
  const { session, model, version, cwd } = event;
  Object.assign(tally, { session, told: session }, present({ version, cwd }));
  if (model !== undefined) tally.meter.model = model;
  return known ? [] : [{ type: 'session', id: session, ...present({ model, version }) }];
}

function addMessage(tally: Tally, message: MessageEvent): readonly AgentEvent[] {
  if (message.synthetic) {
    if (message.error) tally.apiError = { text: message.text ?? '', fields: message.error };
    return [];
  }
  delete tally.retry;
  delete tally.apiError;
  delete tally.exhausted;
  meterMessage(tally.meter, message);
  const events: AgentEvent[] = message.tools.map((call) => {
    tally.calls.set(call.id, call);
    return { type: 'tool', name: call.name, what: relativeTo(tally.cwd, call.what) };
  });
  if (!message.subagent) {
    tally.contextUsed = contextAfter(message);
    if (message.text !== undefined) {
      tally.text = message.text;
      events.push({ type: 'text', text: message.text });
    }
  }
  return [...events, { type: 'usage', usage: usageOf(tally, 0) }];
}

/**
 * What the model read and wrote last is what the context holds now. The stream tells of the output only as it began,
 * so the last answer is left out; it is small beside the rest.
 */
const contextAfter = ({ usage }: MessageEvent): number =>
  usage.input + usage.cacheRead + usage.cacheWrite + usage.output;

function addResult(tally: Tally, result: ResultEvent): readonly AgentEvent[] {
  tally.result = result;
  meterResult(tally.meter, result);
  if (!result.cutShort) delete tally.retry;
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

function addRateLimit(tally: Tally, event: RateLimitEvent): readonly AgentEvent[] {
  delete tally.exhausted;
  if (!event.exhausted) return [];
  tally.exhausted = event;
  return [{ type: 'waiting', message: 'the usage limit of the subscription is reached' }];
}
