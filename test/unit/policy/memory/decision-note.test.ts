import { expect, it } from 'vitest';
import { decisionNote } from '../../../../src/policy/memory/decision-note.ts';

const decision = {
  title: 'Use lowdb for the store',
  problem: 'State must outlive a crash.',
  choice: 'lowdb behind a journal.',
  alternatives: ['SQLite: a native module', 'files by hand'],
  why: 'It is small.',
};

it('a decision is a note with its problem, choice, alternatives and reasons', () => {
  expect(decisionNote(decision)).toEqual({
    file: 'decisions/use-lowdb-for-the-store.md',
    kind: 'decision',
    content:
      '# Use lowdb for the store\n\n**Problem.** State must outlive a crash.\n\n**Choice.** lowdb behind a journal.\n\n**Alternatives.**\n- SQLite: a native module\n- files by hand\n\n**Why.** It is small.',
  });
});

it('its title chooses no path, and stays on one line', () => {
  const { file, content } = decisionNote({ ...decision, title: '../../etc/\npasswd', alternatives: [] });
  expect(file).toBe('decisions/etc-passwd.md');
  expect(content).toMatch(/^# ..\/..\/etc\/ passwd\n/);
  expect(content).not.toContain('Alternatives');
  expect(decisionNote({ ...decision, title: '決定' }).file).toBe('decisions/decision.md');
  expect(decisionNote({ ...decision, title: 'a '.repeat(200) }).file).toMatch(
    /^decisions\/[a-z0-9-]{1,60}\.md$/,
  );
});
