import { expect, test } from 'vitest';
import { textOf } from '../../../../../../adapters/http/pages/html.ts';
import { goalsView } from '../../../../../../adapters/http/pages/views/goals-view.ts';
import { goalIdOf } from '../../../../../../src/domain/ids.ts';

test('each goal is a link with its state and project', () => {
  const text = textOf(
    goalsView([{ handle: goalIdOf(2), state: 'running', phase: 'turn', project: 'app', title: 'mend <it>' }]),
  ).replaceAll(/\s+/g, ' ');
  expect(text).toMatch(/href="\/goals\/G-2".*mend &lt;it&gt;.*tone-work" ?>running, turn.*app/);
});

test('without goals it says how to give one', () => {
  expect(textOf(goalsView([]))).toContain('No goals yet');
});
