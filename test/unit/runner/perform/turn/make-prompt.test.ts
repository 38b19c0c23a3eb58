import { expect, it } from 'vitest';
import { noMemory } from '../../../../support/memory/no-memory.ts';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import type { RunTurnEffect } from '../../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import type { Performance, Tools } from '../../../../../src/runner/perform/performer.ts';
import { makePrompt } from '../../../../../src/runner/perform/turn/make-prompt.ts';
import { statusCard } from '../../../../../src/text/status-card.ts';
import { createRunnerWorld } from '../../../../support/core/runner-world.ts';
import { fold, ready, sampleGoal } from '../../../../support/core/sample-goal.ts';
import { inSecondTurn } from '../../../../support/core/stages.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const note = { file: 'cache.md', excerpt: 'Cache: it lies in .cache' };

function performing(goal: GoalDocument, queries: string[]): Performance<RunTurnEffect> {
  const effect = mainEffect(goal);
  if (effect?.type !== 'RunTurn') throw new Error('no turn is ordered');
  const tools: Partial<Tools> = {
    agents: new Map(),
    workspaces: { listBase: async () => ['AGENTS.md'] } as unknown as Tools['workspaces'],
    memory: {
      ...noMemory,
      async recall(project, text, most) {
        queries.push(`${project}/${most}: ${text}`);
        return [note];
      },
    },
  };
  const signal = new AbortController().signal;
  const { runtime } = createRunnerWorld();
  return { runtime, tools: tools as Tools, effect, goal, signal, leave: signal, report: async () => true };
}

const ordered = (recall: boolean): GoalDocument =>
  fold(sampleGoal({}, { memory: { recall, extractEvery: 0 } }), ...ready).document;

it('a session that begins is told the notes that fit its task', async () => {
  const queries: string[] = [];
  const { prompt, recalled } = await makePrompt(performing(ordered(true), queries));
  expect(prompt).toContain('# Notes from earlier goals');
  expect(prompt).toContain('- cache.md: Cache: it lies in .cache');
  expect(recalled).toBe(1);
  expect(queries).toEqual(['shop/3: fix the flaky login test']);
});

it('a project that does not want it is told nothing, and nothing is looked up', async () => {
  const queries: string[] = [];
  const words = await makePrompt(performing(ordered(false), queries));
  expect(words.prompt).not.toContain('Notes from earlier goals');
  expect(words.recalled).toBeUndefined();
  expect(queries).toEqual([]);
});

it('a session that goes on knows them already', async () => {
  const queries: string[] = [];
  const second = inSecondTurn();
  const goal = { ...second, spec: { ...second.spec, memory: { recall: true, extractEvery: 0 } } };
  const { prompt, recalled } = await makePrompt(performing(goal, queries));
  expect(prompt).not.toContain('Notes from earlier goals');
  expect(recalled).toBeUndefined();
});

it('the card counts them', () => {
  const begun = { type: 'TurnStarted', seq: 1, promptBytes: 1, recalled: 3 } as const;
  const { document, log } = fold(ordered(true), begun);
  expect(document.recalled).toBe(3);
  expect(log[0]?.data).toMatchObject({ recalled: 3 });
  expect(wordsOf(statusCard(document))).toContain('3 notes recalled');
  expect(wordsOf(statusCard(fold(ordered(true), { ...begun, recalled: 0 }).document))).not.toContain(
    'recalled',
  );
});
