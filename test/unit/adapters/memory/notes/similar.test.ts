import { describe, expect, it } from 'vitest';
import { similarity } from '../../../../../adapters/memory/notes/similar.ts';

const text =
  'The login test is flaky because it waits for a fixed time; use the fake clock and advance it by hand in every test.';

describe('notes that say the same', () => {
  it('are the same but for marks, spaces and capitals', () => {
    expect(similarity(text, `**${text.toUpperCase()}**\n`)).toBe('same');
  });

  it('are nearly the same with a word more', () => {
    expect(similarity(text, `${text} Always.`)).toBe('nearly');
  });

  it('are different when they share but a few words', () => {
    expect(
      similarity(text, 'The build cache lies in .cache and is safe to delete by hand in every test.'),
    ).toBe('different');
    expect(similarity('a', 'b')).toBe('different');
  });
});
