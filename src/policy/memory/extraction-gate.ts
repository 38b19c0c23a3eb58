/** What is known when a turn has ended. */
export interface ExtractionFacts {
  /** After every so many turns; 0: never. */
  readonly every: number;
  readonly turn: number;
  /** The agent said something. */
  readonly spoke: boolean;
  /** A helper model may be asked for notes. */
  readonly helped: boolean;
  /** Failed extractions in a row. */
  readonly failures: number;
  /** Another one is still being carried out. */
  readonly running: boolean;
}

/** `wait`: it is this turn's turn as soon as the running one is over. A reason is told, silence is not. */
export type ExtractionGate =
  | { readonly is: 'extract' | 'wait' | 'silent' }
  | { readonly is: 'skip'; readonly reason: string };

/** After so many failures in a row the helper model is not asked any more for this goal. */
export const mostExtractionFailures = 3;

/** Whether notes are looked for in what an agent said. */
export function extractionGate(facts: ExtractionFacts): ExtractionGate {
  if (facts.every === 0 || facts.turn % facts.every !== 0) return { is: 'silent' };
  if (!facts.spoke) return { is: 'skip', reason: 'the agent said nothing' };
  if (!facts.helped) return { is: 'skip', reason: 'no helper model may be asked' };
  if (facts.failures >= mostExtractionFailures)
    return { is: 'skip', reason: `it failed ${facts.failures} times in a row` };
  return { is: facts.running ? 'wait' : 'extract' };
}
