import { describe, expect, test } from 'vitest';
import type { HelperProblem } from '../../../src/ports/helper-llm.ts';
import { helperFaults, type HelperReplyInput } from '../../support/helper-model/helper-reply.ts';
import { createHelperModel } from '../../support/helper-model/create-helper-model.ts';
import { createHelperStage, jsonQuestion, never, question } from './support/helper-stage.ts';

/** Listened to from the start, so that a rejection never goes unheard. */
const whyRejected = (asking: Promise<unknown>): Promise<unknown> =>
  asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );

type Row = readonly [name: string, reply: HelperReplyInput, problem: HelperProblem];

const always: readonly Row[] = [
  ['a refused key', helperFaults.unauthorized(), 'refused'],
  ['a bad request', helperFaults.badRequest(), 'refused'],
  ['a closed connection', helperFaults.refuse(), 'refused'],
  ['a connection cut in the middle', helperFaults.cut(), 'refused'],
  ['an error in the middle of the answer', helperFaults.errorInside(), 'refused'],
  ['an answer without choices', helperFaults.emptyChoices(), 'malformed'],
  ['an empty answer', helperFaults.emptyText(), 'malformed'],
  ['an answer cut off at the limit', { text: '{"answer": "ha', finish: 'length' }, 'malformed'],
  ['an answer that the provider held back', { text: '', finish: 'content_filter' }, 'malformed'],
];

describe('a failure is a value', () => {
  test.each<Row>([...always, ['a stream without an end', helperFaults.noEnd(), 'malformed']])(
    'asked for words: %s',
    async (_name, reply, problem) => {
      const { helper, model } = await createHelperStage([reply]);
      expect(await helper.ask(question, never)).toMatchObject({ ok: false, problem });
      expect(model.requests).toHaveLength(1);
    },
  );

  test.each<Row>([
    ...always,
    ['prose', helperFaults.prose(), 'malformed'],
    ['another shape', helperFaults.wrongShape(), 'malformed'],
    ['a body that is no JSON', helperFaults.badChunks(), 'malformed'],
  ])('asked for JSON: %s', async (_name, reply, problem) => {
    const { helper, model } = await createHelperStage([reply]);
    expect(await helper.ask(jsonQuestion, never)).toMatchObject({ ok: false, problem });
    expect(model.requests).toHaveLength(1);
  });

  test('nobody at the address', async () => {
    const gone = await createHelperModel();
    await gone.close();
    const { helper } = await createHelperStage([], { endpoint: { url: gone.url } });
    expect(await helper.ask(question, never)).toMatchObject({
      ok: false,
      problem: 'refused',
      message: expect.stringMatching(/cannot be reached: .*ECONNREFUSED/),
    });
  });

  test('whoever redirects is not followed: text and key go nowhere else', async () => {
    const other = await createHelperStage([{ text: 'thanks' }]);
    const headers = { location: `${other.model.url}/chat/completions` };
    const { helper } = await createHelperStage([{ fault: 'status', status: 307, body: '', headers }]);
    expect(await helper.ask(question, never)).toMatchObject({ ok: false, problem: 'refused' });
    expect(other.model.requests).toEqual([]);
  });

  test('bad chunks are passed over with a warning', async () => {
    const { helper, warnings } = await createHelperStage([helperFaults.badChunks()]);
    expect(await helper.ask(question, never)).toMatchObject({ ok: true, value: 'Two whole words.' });
    expect(warnings).toHaveLength(2);
  });

  test('JSON in a code fence is taken out of it', async () => {
    const { helper } = await createHelperStage([helperFaults.fenced({ answer: 'yes' })]);
    expect(await helper.ask(jsonQuestion, never)).toMatchObject({ ok: true, value: { answer: 'yes' } });
  });

  test('an error says its status and at most 500 characters of the body, without secrets', async () => {
    const { helper } = await createHelperStage([helperFaults.badRequest(`hunter2 ${'long '.repeat(1000)}`)]);
    const answer = await helper.ask(question, never);
    const message = answer.ok ? '' : answer.message;
    expect(message).toMatch(/^the model answered 400: \[redacted\] long/);
    expect(message.length).toBeLessThanOrEqual('the model answered 400: '.length + 500);
  });
});

describe('a busy backend', () => {
  test.each<readonly [string, HelperReplyInput, number]>([
    ['429 with seconds', helperFaults.rateLimited('7'), 7000],
    ['429 without a word', helperFaults.rateLimited(), 1000],
    ['429 that asks for an hour', helperFaults.rateLimited('3600'), 300_000],
    ['503', helperFaults.unavailable(), 1000],
    ['“overloaded”', helperFaults.overloaded(), 1000],
  ])('%s is asked again', async (_name, reply, pause) => {
    const { helper, clock, sleeps } = await createHelperStage([reply, { text: 'At last.' }]);
    const asking = helper.ask(question, never);
    await expect.poll(() => sleeps).toContain(pause);
    await clock.advance(pause);
    expect(await asking).toMatchObject({ ok: true, value: 'At last.' });
  });

  test('a date says when', async () => {
    const { helper, clock, sleeps } = await createHelperStage([
      // The test's clock begins at 2027-01-15T08:00:00Z.
      helperFaults.rateLimited('Fri, 15 Jan 2027 08:00:30 GMT'),
      { text: 'At last.' },
    ]);
    const asking = helper.ask(question, never);
    await expect.poll(() => sleeps).toContain(30_000);
    await clock.advance(30_000);
    expect(await asking).toMatchObject({ ok: true });
  });

  test('it is asked four times, after 1, 2 and 4 seconds', async () => {
    const { helper, clock, sleeps, model } = await createHelperStage([helperFaults.unavailable()]);
    const asking = helper.ask(question, never);
    for (const pause of [1000, 2000, 4000]) {
      await expect.poll(() => sleeps).toContain(pause);
      await clock.advance(pause);
    }
    expect(await asking).toMatchObject({
      ok: false,
      problem: 'refused',
      message: expect.stringContaining('503: The server is not ready (tried 4 times)'),
    });
    expect(model.requests).toHaveLength(4);
  });

  test('a pause that is longer than the cap is not begun', async () => {
    const { helper, model } = await createHelperStage([helperFaults.rateLimited('60')]);
    const answer = await helper.ask({ ...question, capMs: 30_000 }, never);
    expect(answer).toMatchObject({ ok: false, problem: 'refused' });
    expect(model.requests).toHaveLength(1);
  });

  test('whoever goes away while it is waited for is gone at once', async () => {
    const { helper, sleeps, model } = await createHelperStage([helperFaults.rateLimited('7')]);
    const leaving = new AbortController();
    const reason = whyRejected(helper.ask(question, leaving.signal));
    await expect.poll(() => sleeps).toContain(7000);
    leaving.abort(new Error('enough'));
    expect(await reason).toMatchObject({ message: 'enough' });
    expect(model.requests).toHaveLength(1);
  });
});

describe('a backend that says nothing', () => {
  test.each([
    ['takes the request and hangs', helperFaults.hang()],
    ['begins and stalls', helperFaults.stall()],
  ])('it %s: that is a timeout', async (_name, reply) => {
    for (const ask of ['words', 'json'] as const) {
      const { helper, clock, model } = await createHelperStage([reply]);
      const asking = ask === 'words' ? helper.ask(question, never) : helper.ask(jsonQuestion, never);
      await expect.poll(() => model.requests).toHaveLength(1);
      // The beginning of an answer is a sign of life, and may arrive after the first leap.
      await clock.advance(60_000);
      await expect.poll(() => clock.advance(60_000).then(() => clock.sleepers())).toBe(0);
      expect(await asking).toMatchObject({ ok: false, problem: 'timeout' });
    }
  });

  test('the cap of the use ends it earlier', async () => {
    const { helper, clock, model } = await createHelperStage([helperFaults.hang()]);
    const asking = helper.ask({ ...question, capMs: 6000 }, never);
    await expect.poll(() => model.requests).toHaveLength(1);
    await clock.advance(6000);
    expect(await asking).toMatchObject({
      ok: false,
      problem: 'timeout',
      message: 'the model did not answer within 6 s',
    });
  });

  test('whoever goes away ends the request', async () => {
    const { helper, model } = await createHelperStage([helperFaults.hang()]);
    const leaving = new AbortController();
    const reason = whyRejected(helper.ask(question, leaving.signal));
    await expect.poll(() => model.requests).toHaveLength(1);
    leaving.abort(new Error('enough'));
    expect(await reason).toMatchObject({ message: 'enough' });
  });
});
