import { expect, it } from 'vitest';
import { NameSchema } from '../../../../src/config/schema/project-schema.ts';
import { configuredProject, tidyingProject } from '../../../../src/policy/memory/notes-project.ts';

it('notes are tidied under a name that no configured project can have', () => {
  expect(tidyingProject('shop')).toBe('memory:shop');
  expect(NameSchema.safeParse(tidyingProject('shop')).success).toBe(false);
});

it('who tidies the notes of a project belongs to that project', () => {
  expect(configuredProject(tidyingProject('shop'))).toBe('shop');
  expect(configuredProject('shop')).toBe('shop');
});
