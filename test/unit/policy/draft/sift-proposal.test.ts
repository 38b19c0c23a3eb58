import { describe, expect, test } from 'vitest';
import type { Proposal } from '../../../../src/policy/draft/proposal.ts';
import { siftProposal, type Flags } from '../../../../src/policy/draft/sift-proposal.ts';
import { sampleInstallation, sampleProject } from '../../../support/core/verb-world.ts';

const { agents } = sampleInstallation();

const sift = (
  proposal: Partial<Proposal>,
  given: Flags = {},
  project: Parameters<typeof sampleProject>[1] = {},
) =>
  siftProposal({
    proposal: { title: 't', description: 'd', acceptance: [], ...proposal },
    given,
    project: sampleProject('shop', project),
    agents,
  });

describe('what may stand of a proposal', () => {
  test('what is known here and was not decided becomes flags', () => {
    const proposal = { acceptance: ['npm test'], priority: 1, agent: 'claude', model: 'opus', turns: 5 };
    expect(sift(proposal)).toEqual({
      flags: { accept: ['npm test'], priority: 1, turns: 5, agent: 'claude', model: 'opus' },
      notes: [],
    });
  });

  test('a field that the person gave is never overwritten', () => {
    const given = { accept: ['make check'], priority: 4, turns: 2, agent: 'scripted' };
    const proposal = { acceptance: ['true'], priority: 1, turns: 30, agent: 'claude', model: 'opus' };
    expect(sift(proposal, given).flags).toEqual(given);
    expect(sift({ acceptance: ['true'] }, { 'no-accept': true }).flags).toEqual({ 'no-accept': true });
    expect(sift({ agent: 'scripted' }, { model: 'opus' }).flags).toEqual({ model: 'opus' });
  });

  test('a model may stand beside the agent that the person named, when it has it', () => {
    expect(sift({ model: 'opus' }, { agent: 'claude' }).flags).toEqual({ agent: 'claude', model: 'opus' });
    expect(sift({ model: 'opus' }, { agent: 'scripted' }).flags).toEqual({ agent: 'scripted' });
  });

  test('an unknown agent is left out and named; a model of nobody is left out', () => {
    expect(sift({ agent: 'gpt', model: 'opus' })).toEqual({
      flags: {},
      notes: ['there is no agent “gpt”, which was proposed'],
    });
    expect(sift({ agent: 'constructor' }).flags).toEqual({});
    expect(sift({ model: 'huge' }).flags).toEqual({});
  });

  test('checks that the operator wrote are not replaced', () => {
    const accept = [{ kind: 'shell', command: 'npm test', expectedExit: 0, timeoutMs: 1 }] as const;
    expect(sift({ acceptance: ['true'] }, {}, { accept })).toEqual({
      flags: {},
      notes: ['the checks of shop apply (npm test); proposed were: true'],
    });
  });

  test('more turns than the project allows are left out', () => {
    expect(sift({ turns: 10_000 }).notes).toEqual([
      expect.stringMatching(/^10000 turns were proposed; shop/),
    ]);
    expect(sift({ turns: 10_000 }).flags).toEqual({});
  });
});
