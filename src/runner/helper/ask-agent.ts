import { toError } from '../../domain/errors.ts';
import { jsonInText } from '../../domain/text/json-in-text.ts';
import { noUsage, type Usage } from '../../domain/turn.ts';
import { readProposal, type Proposal } from '../../policy/draft/proposal.ts';
import type { Agent, TurnLeft, TurnResult } from '../../ports/agent.ts';

/** An agent gets so long for one question, in milliseconds. */
const turnMs = 60_000;
const killAfterMs = 1500;

/** Somewhere an agent can be asked without touching anything. */
export interface Scratch {
  /** Two fresh, private folders, and names for the session and the process. `end` removes the folders. */
  readonly open: () => Promise<ScratchPlace>;
}

export interface ScratchPlace {
  /** Empty: the agent works in it. */
  readonly workspace: string;
  /** For what its process writes. */
  readonly folder: string;
  readonly session: string;
  readonly tag: string;
  readonly end: () => Promise<void>;
}

export type AgentSays =
  | { readonly ok: true; readonly value: Proposal; readonly usage: Usage }
  | { readonly ok: false; readonly problem: string };

/** One question to a coding agent, outside of any goal. Rejects only with `signal.reason`. */
export async function askAgent(
  agent: Agent,
  scratch: Scratch,
  prompt: string,
  signal: AbortSignal,
): Promise<AgentSays> {
  signal.throwIfAborted();
  try {
    return said(await inScratch(scratch, (place) => runTurn(agent, place, prompt, signal)));
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, problem: toError(error).message };
  }
}

async function inScratch<T>(scratch: Scratch, work: (place: ScratchPlace) => Promise<T>): Promise<T> {
  const place = await scratch.open();
  try {
    return await work(place);
  } finally {
    await place.end();
  }
}

async function runTurn(
  agent: Agent,
  { workspace, folder, session, tag }: ScratchPlace,
  prompt: string,
  signal: AbortSignal,
): Promise<TurnResult | TurnLeft> {
  const result = await agent.runTurn(
    {
      kind: 'work',
      tag,
      prompt,
      session: { id: session, resume: false, totals: noUsage },
      workspace,
      folder,
      allowedCommands: [],
      limits: { turnMs, killAfterMs },
      onEvent: () => {},
      leave: new AbortController().signal,
    },
    signal,
  );
  signal.throwIfAborted();
  return result;
}

function said(result: TurnResult | TurnLeft): AgentSays {
  if (result.outcome === 'left') return { ok: false, problem: 'it was left running' };
  if (result.outcome !== 'finished')
    return { ok: false, problem: result.failure?.message ?? `its turn was ${result.outcome}` };
  for (const candidate of jsonInText(result.text)) {
    const value = readProposal(candidate);
    if (value !== undefined) return { ok: true, value, usage: result.usage };
  }
  return { ok: false, problem: 'it did not answer with a goal' };
}
