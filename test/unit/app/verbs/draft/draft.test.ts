import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../../../src/domain/actor.ts';
import { noUsage } from '../../../../../src/domain/turn.ts';
import type { VerbAnswer } from '../../../../../src/domain/verb.ts';
import type { Elaborated, ElaborateQuestion } from '../../../../../src/policy/draft/elaborated.ts';
import type { Proposal } from '../../../../../src/policy/draft/proposal.ts';
import { createTestWorld, sampleInstallation, sampleProject } from '../../../../support/core/verb-world.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const proposal: Proposal = {
  title: 'Mend the login',
  description: 'It fails on Mondays.',
  acceptance: ['npm test -- login'],
  priority: 2,
  agent: 'gpt',
};
const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };
const carol: Actor = { platform: 'slack', user: 'U3', name: 'carol' };
const eve: Actor = { platform: 'slack', user: 'U4', name: 'eve' };

const day = 24 * 60 * 60 * 1000;

function stage(answer: Partial<Proposal> | Elaborated = {}, installation = sampleInstallation()) {
  const questions: ElaborateQuestion[] = [];
  const elaborated: Elaborated =
    'ok' in answer
      ? answer
      : { ok: true, proposal: { ...proposal, ...answer }, by: 'the helper model (small)', usage: noUsage };
  let drafts = 0;
  const world = createTestWorld(installation, {
    elaborate: async (question) => {
      questions.push(question);
      return elaborated;
    },
  });
  // The sample world knows one chance only, and every draft is to have a name of its own.
  Object.assign(world.world.runtime.random, {
    uuid: () => `${String((drafts += 1)).padStart(8, '0')}-2222-4333-8444-555555555555`,
  });
  return { ...world, questions };
}

const requestIn = ({ data }: VerbAnswer): string => (data as { readonly request: string }).request;

describe('draft', () => {
  test('the whole goal is shown, its commands to the letter, and nothing is started', async () => {
    const { ask, goals } = stage();
    const answer = await ask('draft the login is red');
    expect(answer).toMatchObject({ ok: true, content: { tone: 'ask' } });
    const words = wordsOf(answer.content);
    expect(words).toContain('Mend the login');
    expect(words).toContain('It fails on Mondays.');
    expect(words).toContain(
      "/goal run --project shop --accept 'npm test -- login' --priority 2 Mend the login\n\nIt fails on Mondays.",
    );
    expect(words).toContain('Left out: there is no agent “gpt”, which was proposed.');
    expect(words).toContain(`/goal approve ${requestIn(answer)}`);
    expect(await goals()).toBe(0);
  });

  test('what the person gave is told to the model, and stands in the goal', async () => {
    const { ask, questions, goal } = stage({ turns: 30 });
    const answer = await ask('draft --turns 5 --no-accept the login is red');
    expect(questions[0]?.prompt).toContain('Decided already: --turns 5 --no-accept');
    await ask(`approve ${requestIn(answer)}`);
    expect((await goal(1)).spec).toMatchObject({ acceptance: 'none', budget: { turns: 5 }, priority: 2 });
  });

  test('nobody is asked for somebody who may start nothing, or with a flag that “run” refuses', async () => {
    const { ask, questions } = stage();
    expect(await ask('draft the login is red', { actor: eve })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask('draft --agent nobody it is red')).toMatchObject({ code: 'AGENT_UNKNOWN' });
    expect(await ask('draft --turns 100000 it is red')).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask('draft --project nowhere it is red')).toMatchObject({ code: 'PROJECT_UNKNOWN' });
    expect(questions).toEqual([]);
  });

  test('of several projects the model may name one that the person may use; another one is not taken', async () => {
    const site = sampleProject('site');
    const several = sampleInstallation({ projects: { shop: sampleProject('shop'), site } });
    const { ask, questions } = stage({ project: 'site' }, several);
    expect(await ask('draft the login is red')).toMatchObject({ ok: true, data: { project: 'site' } });
    expect(questions[0]?.prompt).toContain('shop, site');
    expect(await stage({ project: 'bank' }, several).ask('draft it is red')).toMatchObject({
      code: 'PROJECT_REQUIRED',
    });
  });

  test('when nobody answers, the cause is told; when it is off, that is', async () => {
    const failed = await stage({ ok: false, why: 'failed', cause: 'codex: not logged in' }).ask('draft x y');
    expect(failed).toMatchObject({ ok: false, code: 'HELPER_FAILED' });
    expect(failed.content.title).toContain('codex: not logged in');
    const off = await stage({ ok: false, why: 'off' }).ask('draft x y');
    expect(off).toMatchObject({ ok: false, code: 'HELPER_FAILED' });
    expect(off.content.title).toContain('switched off');
  });

  test('a repeat of the same delivery gets the same draft', async () => {
    const { ask } = stage();
    const [first, second] = await Promise.all([
      ask('draft it is red', { id: 'd-1' }),
      ask('draft it is red', { id: 'd-1' }),
    ]);
    expect(second).toEqual(first);
    expect(await ask('draft it is red', { id: 'd-1' })).toEqual(first);
  });
});

describe('approving a draft', () => {
  test('the goal is the author’s, in the place where it was drafted', async () => {
    const { ask, goal } = stage();
    const request = requestIn(await ask('draft the login is red', { channel: 'C7' }));
    expect(await ask(`approve ${request.toLowerCase()}`, { actor: bob, channel: 'C9' })).toMatchObject({
      ok: true,
      goal: 'G-1',
    });
    expect((await goal(1)).spec).toMatchObject({
      text: 'Mend the login\n\nIt fails on Mondays.',
      project: 'shop',
      dispatcher: { user: 'U1' },
      origin: { channel: 'C7' },
      acceptance: [{ command: 'npm test -- login' }],
      priority: 2,
    });
  });

  test('pressed twice there is one goal, and both are told of it', async () => {
    const { ask, goals } = stage();
    const request = requestIn(await ask('draft the login is red'));
    const answers = await Promise.all([ask(`approve ${request}`), ask(`approve ${request}`, { actor: bob })]);
    answers.push(await ask(`approve ${request}`));
    expect(answers).toMatchObject([{ goal: 'G-1' }, { goal: 'G-1' }, { goal: 'G-1' }]);
    expect(await goals()).toBe(1);
  });

  test('only its author and approvers decide', async () => {
    const { ask, goals } = stage();
    const request = requestIn(await ask('draft the login is red'));
    expect(await ask(`approve ${request}`, { actor: carol })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await ask(`deny ${request}`, { actor: carol })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await goals()).toBe(0);
  });

  test('the author’s rights are looked at again', async () => {
    const installation = sampleInstallation();
    const { ask, world, goals } = stage({}, installation);
    const request = requestIn(await ask('draft the login is red'));
    Object.assign(world.installation, { access: { ...installation.access, run: [] } });
    expect(await ask(`approve ${request}`, { actor: bob })).toMatchObject({ code: 'ACCESS_DENIED' });
    expect(await goals()).toBe(0);
  });

  test('after a day it is over, and goes with the next draft', async () => {
    const { ask, clock, world } = stage();
    const request = requestIn(await ask('draft the login is red'));
    await clock.advance(day);
    expect(await ask(`approve ${request}`)).toMatchObject({ code: 'REQUEST_NOT_FOUND' });
    await ask('draft the logout is red');
    expect(await world.runtime.store.entries('draft/')).toHaveLength(1);
  });

  test('a goal that was approved is not dispatched again when the mark of that is gone', async () => {
    const { ask, world, goals } = stage();
    const request = requestIn(await ask('draft the login is red'));
    await ask(`approve ${request}`);
    Object.assign(world.runtime.store, { seen: async () => undefined });
    expect(wordsOf((await ask(`approve ${request}`)).content)).toContain('was decided already');
    expect(await goals()).toBe(1);
  });

  test('a draft that was denied is gone, and one that was approved cannot be denied', async () => {
    const { ask, goals } = stage();
    const first = requestIn(await ask('draft the login is red'));
    expect(await ask(`deny ${first}`)).toMatchObject({ ok: true });
    expect(await ask(`approve ${first}`)).toMatchObject({ code: 'REQUEST_NOT_FOUND' });
    const second = requestIn(await ask('draft the login is red'));
    await ask(`approve ${second}`);
    expect(wordsOf((await ask(`deny ${second}`)).content)).toContain('was decided already');
    expect(await goals()).toBe(1);
  });
});
