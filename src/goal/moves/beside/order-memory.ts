import { extractionGate } from '../../../policy/memory/extraction-gate.ts';
import { order, record, type Draft } from '../../draft.ts';

/** Notes are looked for in what a turn said, one turn at a time; of those that come meanwhile the newest waits. */
export function orderMemory(draft: Draft): void {
  const { goal, context } = draft;
  const row = goal.turns.at(-1);
  if (row === undefined || row.kind !== 'work') return;
  const gate = extractionGate({
    every: goal.spec.memory.extractEvery,
    turn: row.turn,
    spoke: row.text.trim() !== '',
    helped: context.rules.helps.memory,
    failures: goal.remembering.failures,
    running: goal.effects.some((effect) => effect.type === 'ExtractMemory'),
  });
  if (gate.is === 'skip') record(draft, 'extract_memories.skipped', { reason: gate.reason });
  if (gate.is === 'wait') goal.remembering.waiting = row.seq;
  if (gate.is === 'extract') orderExtraction(draft, row.seq);
}

export function orderExtraction(draft: Draft, seq: number): void {
  const { goal } = draft;
  delete goal.remembering.waiting;
  goal.remembering.lastSeq = seq;
  order(draft, { type: 'ExtractMemory', seq });
}
