import { toError } from '../../../domain/errors.ts';
import type { PendingEffect } from '../../../goal/effects.ts';
import type { EventOf } from '../../../goal/events.ts';
import { draftsJsonSchema, readDrafts } from '../../../policy/memory/read-drafts.ts';
import type { HelperAnswer } from '../../../ports/helper-llm.ts';
import { memoryPrompt, memorySystem } from '../../../text/prompt/memory-prompt.ts';
import type { Performance } from '../performer.ts';

type Extraction = Performance<Extract<PendingEffect, { type: 'ExtractMemory' }>>;
type Extracted = EventOf<'MemoryExtracted'>;
type Drafts = NonNullable<ReturnType<typeof readDrafts>>;

/** Notes are worth waiting for, but not for ever; milliseconds. */
const capMs = 60_000;

/** Looks for notes in what an agent said in one turn. Whatever goes wrong is told and counted, and breaks nothing. */
export async function extractMemory(extraction: Extraction): Promise<Extracted> {
  const { effect, goal, runtime, signal } = extraction;
  try {
    return await extract(extraction);
  } catch (error) {
    signal.throwIfAborted();
    runtime.logger.warn({ err: error, goal: goal.id }, 'notes could not be written');
    return { ...nothing(extraction, toError(error).message), effectId: effect.id, failed: true };
  }
}

const nothing = ({ effect }: Extraction, reason: string): Extracted => ({
  type: 'MemoryExtracted',
  effectId: effect.id,
  written: [],
  refused: [],
  skipped: reason,
});

async function extract(extraction: Extraction): Promise<Extracted> {
  const { effect, goal, tools, signal } = extraction;
  const { project } = goal.spec;
  const row = goal.turns.find(({ seq }) => seq === effect.seq);
  if (row === undefined || row.text.trim() === '') return nothing(extraction, 'the agent said nothing');
  if (await tools.memory.isTouchedSince(project, row.startedAt, signal))
    return nothing(extraction, 'somebody wrote notes during the turn');
  const prompt = memoryPrompt(goal, row.text, await tools.memory.index(project, signal));
  const shape = { name: 'notes', jsonSchema: draftsJsonSchema, parse: readDrafts };
  const answer = await tools.helper.ask(
    { use: 'memory', system: memorySystem, prompt, capMs, shape },
    signal,
  );
  return answer.ok ? keep(extraction, answer) : unanswered(extraction, answer);
}

async function keep(
  extraction: Extraction,
  { value: drafts, usage }: Extract<HelperAnswer<Drafts>, { ok: true }>,
): Promise<Extracted> {
  const { goal, tools, signal } = extraction;
  if (drafts.length === 0) return { ...nothing(extraction, 'nothing worth a note'), usage };
  const author = { goal: goal.id, message: `Notes of ${goal.id}` };
  const { written, refused } = await tools.memory.write(goal.spec.project, drafts, author, signal);
  const { skipped: _, ...event } = nothing(extraction, '');
  return { ...event, written, refused, usage };
}

/** A model that is off or whose money is spent has not failed. */
function unanswered(
  extraction: Extraction,
  { problem, message, usage }: Extract<HelperAnswer<Drafts>, { ok: false }>,
): Extracted {
  const event = { ...nothing(extraction, message), usage };
  return problem === 'off' || problem === 'spent' ? event : { ...event, failed: true };
}
