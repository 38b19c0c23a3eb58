import { describe, expect, test } from 'vitest';
import { proposalJsonSchema, readProposal } from '../../../../src/policy/draft/proposal.ts';

const plain = { title: 'Mend the login', description: 'It fails on Mondays.', acceptance: [], priority: 3 };

describe('what a model proposes', () => {
  test('without a title or a description there is no task in it', () => {
    expect(readProposal(plain)).toEqual(plain);
    expect(readProposal({ ...plain, title: ' ' })).toBeUndefined();
    expect(readProposal({ ...plain, description: undefined })).toBeUndefined();
    expect(readProposal('Mend the login')).toBeUndefined();
  });

  test('a part of the wrong type is as good as not proposed', () => {
    const proposal = readProposal({
      ...plain,
      acceptance: 'npm test',
      priority: 9,
      agent: 7,
      model: '',
      turns: -1,
    });
    expect(proposal).toEqual({ title: plain.title, description: plain.description, acceptance: [] });
  });

  test('a command is one line of visible characters, and there are at most eight', () => {
    const odd = ['npm test', '', 'a\nb', 'rm -rf / \u202E# tset', 7, 'x'.repeat(501)];
    expect(readProposal({ ...plain, acceptance: odd })?.acceptance).toEqual(['npm test']);
    const many = Array.from({ length: 20 }, (_, index) => `test ${index}`);
    expect(readProposal({ ...plain, acceptance: many })?.acceptance).toHaveLength(8);
  });

  test('what nobody would see is taken out of the words', () => {
    const hidden = readProposal({ ...plain, title: 'Mend\u200B the\n login', description: 'a\u202Eb\n\tc' });
    expect(hidden).toMatchObject({ title: 'Mend the login', description: 'ab\n\tc' });
  });

  test('the schema that backends are given names the same parts', () => {
    expect(Object.keys(Object(proposalJsonSchema['properties']))).toEqual([
      'title',
      'description',
      'acceptance',
      'priority',
      'project',
      'agent',
      'model',
      'turns',
    ]);
  });
});
