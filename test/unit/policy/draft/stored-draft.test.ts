import { expect, test } from 'vitest';
import { draftKey, draftPrefix, StoredDraftSchema } from '../../../../src/policy/draft/stored-draft.ts';

const draft = {
  actor: { platform: 'slack', user: 'U1' },
  place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  project: 'shop',
  text: 'Mend it',
  flags: { accept: ['npm test'], turns: 5, anyway: true, agent: 'claude' },
  expiresAt: 1,
};

test('a draft is read back as it was kept', () => {
  expect(StoredDraftSchema.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  expect(StoredDraftSchema.safeParse({ ...draft, actor: undefined }).success).toBe(false);
});

test('drafts are found by their request, and all of them by their prefix', () => {
  expect(draftKey('R-7K2M4Q')).toBe('draft/R-7K2M4Q');
  expect(draftKey('R-7K2M4Q').startsWith(draftPrefix)).toBe(true);
});
