import { describe, expect, it } from 'vitest';
import { extractionGate, type ExtractionFacts } from '../../../../src/policy/memory/extraction-gate.ts';

const facts: ExtractionFacts = { every: 1, turn: 1, spoke: true, helped: true, failures: 0, running: false };

describe('whether notes are looked for after a turn', () => {
  it('they are, where the project wants it and nothing is in the way', () => {
    expect(extractionGate(facts)).toEqual({ is: 'extract' });
  });

  it('a project that does not want it hears nothing of it', () => {
    expect(extractionGate({ ...facts, every: 0 })).toEqual({ is: 'silent' });
  });

  it('only every so many turns', () => {
    const gates = [1, 2, 3, 4, 5, 6].map((turn) => extractionGate({ ...facts, every: 3, turn }).is);
    expect(gates).toEqual(['silent', 'silent', 'extract', 'silent', 'silent', 'extract']);
  });

  it('one at a time', () => {
    expect(extractionGate({ ...facts, running: true })).toEqual({ is: 'wait' });
  });

  it('no more after three failures in a row', () => {
    expect(extractionGate({ ...facts, failures: 2 })).toEqual({ is: 'extract' });
    expect(extractionGate({ ...facts, failures: 3 })).toEqual({
      is: 'skip',
      reason: 'it failed 3 times in a row',
    });
  });

  it('not without a helper model, nor about nothing; it is said why', () => {
    expect(extractionGate({ ...facts, helped: false })).toMatchObject({ is: 'skip' });
    expect(extractionGate({ ...facts, spoke: false })).toMatchObject({ is: 'skip' });
  });
});
