import { describe, expect, test, vi } from 'vitest';
import { createHelperStage, jsonQuestion, never, question } from './support/helper-stage.ts';

describe('asking the helper model', () => {
  test('words are streamed, and the answer has the usage of the last chunk', async () => {
    const { helper, model } = await createHelperStage([
      { text: 'Two tests were mended.', usage: { prompt_tokens: 70, completion_tokens: 9 } },
    ]);
    const answer = await helper.ask(question, never);
    expect(answer).toMatchObject({
      ok: true,
      value: 'Two tests were mended.',
      model: 'small',
      usage: { input: 70, output: 9, cacheRead: 0 },
    });
    expect(model.requests[0]?.body).toMatchObject({
      model: 'small',
      stream: true,
      stream_options: { include_usage: true },
      messages: [
        { role: 'system', content: 'You answer in few words.' },
        { role: 'user', content: 'What was done?' },
      ],
    });
  });

  test('a shape is asked for by schema, and told in words for backends that ignore it', async () => {
    const { helper, model } = await createHelperStage([{ json: { answer: 'yes' } }]);
    expect(await helper.ask(jsonQuestion, never)).toMatchObject({ ok: true, value: { answer: 'yes' } });
    const [request] = model.requests;
    expect(request?.body).toMatchObject({
      stream: false,
      response_format: { type: 'json_schema', json_schema: { name: 'answer' } },
    });
    expect(request?.body.messages[0]?.content).toMatch(/JSON object of this schema/);
  });

  test('a temperature of 0 is sent, and none is sent when none is configured', async () => {
    const unset = await createHelperStage([{ text: 'a' }]);
    await unset.helper.ask(question, never);
    expect(unset.model.requests[0]?.body).not.toHaveProperty('temperature');
    const zero = await createHelperStage([{ text: 'a' }], { endpoint: { temperature: 0 } });
    await zero.helper.ask(question, never);
    expect(zero.model.requests[0]?.body).toHaveProperty('temperature', 0);
  });

  test('there is a bearer only when there is a key, whatever the environment holds', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-of-somebody-else');
    vi.stubEnv('OPENAI_ADMIN_KEY', 'sk-admin');
    vi.stubEnv('OPENAI_ORG_ID', 'org-1');
    const without = await createHelperStage([{ text: 'a' }]);
    await without.helper.ask(question, never);
    const bare = without.model.requests[0]?.headers ?? {};
    expect(bare).not.toHaveProperty('authorization');
    expect(bare).not.toHaveProperty('openai-organization');
    const keyed = await createHelperStage([{ text: 'a' }], { endpoint: { key: 'k-1' } });
    await keyed.helper.ask(question, never);
    expect(keyed.model.requests[0]?.headers).toHaveProperty('authorization', 'Bearer k-1');
  });

  test('Azure is given its key under its own header, and the query of its address is kept', async () => {
    const { model, ...stage } = await createHelperStage([{ text: 'a' }]);
    const { helper } = await createHelperStage([], {
      endpoint: { provider: 'azure', key: 'k-2', url: `${model.url}/?api-version=preview` },
    });
    expect(stage.warnings).toEqual([]);
    expect(await helper.ask(question, never)).toMatchObject({ ok: true });
    expect(model.requests[0]?.headers).toHaveProperty('api-key', 'k-2');
    expect(model.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(model.requests[0]?.url).toBe('/v1/chat/completions?api-version=preview');
  });

  test.each(['', '/', '//'])('an address that ends with %j leads to the same place', async (tail) => {
    const { model } = await createHelperStage([{ text: 'a' }]);
    const { helper } = await createHelperStage([], { endpoint: { url: `${model.url}${tail}` } });
    expect(await helper.ask(question, never)).toMatchObject({ ok: true });
    expect(model.requests[0]?.url).toBe('/v1/chat/completions');
  });

  test('a model that the request names is used, when it is among those there are', async () => {
    const { helper, model } = await createHelperStage([{ text: 'a' }], {
      endpoint: { models: ['small', 'large'] },
    });
    await helper.ask({ ...question, model: 'large' }, never);
    expect(model.requests[0]?.body.model).toBe('large');
    expect(await helper.ask({ ...question, model: 'other' }, never)).toMatchObject({
      ok: false,
      problem: 'refused',
      message: expect.stringContaining('“other” is not among'),
    });
    expect(model.requests).toHaveLength(1);
  });

  test('a use that is switched off is not asked', async () => {
    const { helper, model } = await createHelperStage([{ text: 'a' }], { off: new Set(['summary']) });
    expect(helper.isOn('summary')).toBe(false);
    expect(helper.isOn('judge')).toBe(true);
    expect(await helper.ask(question, never)).toMatchObject({ ok: false, problem: 'off' });
    expect(model.requests).toHaveLength(0);
  });

  test('secrets do not leave in what is asked', async () => {
    const { helper, model } = await createHelperStage([{ text: 'a' }]);
    await helper.ask({ ...question, prompt: 'The password is hunter2.' }, never);
    expect(model.requests[0]?.raw).toContain('[redacted]');
    expect(model.requests[0]?.raw).not.toContain('hunter2');
  });

  test('a reasoning model’s thoughts are no part of its answer', async () => {
    const { helper } = await createHelperStage([
      { text: '<think>Hm, {"answer": "no"}?</think>\n\nIt is done.' },
    ]);
    expect(await helper.ask(question, never)).toMatchObject({ ok: true, value: 'It is done.' });
  });
});

describe('backends without a JSON mode', () => {
  test('one that refuses schemas is asked for any JSON, then in words, and is not asked that way again', async () => {
    const { helper, model } = await createHelperStage(({ body }) =>
      body.response_format === undefined
        ? { text: 'Gladly: {"answer": "yes"}' }
        : {
            fault: 'status',
            status: 400,
            body: JSON.stringify({
              error: { message: `response_format ${body.response_format.type} is not supported` },
            }),
          },
    );
    expect(await helper.ask(jsonQuestion, never)).toMatchObject({ ok: true, value: { answer: 'yes' } });
    const forms = () => model.requests.map(({ body }) => body.response_format?.type ?? 'words');
    expect(forms()).toEqual(['json_schema', 'json_object', 'words']);
    await helper.ask(jsonQuestion, never);
    expect(forms()).toEqual(['json_schema', 'json_object', 'words', 'words']);
  });

  test('one that refuses figures in streams is asked without', async () => {
    const { helper, model } = await createHelperStage(({ raw }) =>
      raw.includes('stream_options')
        ? { fault: 'status', status: 422, body: 'unknown field stream_options' }
        : { text: 'Fine.' },
    );
    expect(await helper.ask(question, never)).toMatchObject({ ok: true, value: 'Fine.' });
    expect(model.requests).toHaveLength(2);
  });
});

describe('the daily cap', () => {
  test('what is used is written down under the day of UTC, with its price', async () => {
    const { helper, spent } = await createHelperStage([{ text: 'a' }], { price: () => 0.25 });
    const answer = await helper.ask(question, never);
    expect(answer.usage).toMatchObject({ costUsd: 0.25 });
    await helper.ask(question, never);
    expect([...spent]).toEqual([['2027-01-15', { tokens: 240, usd: 0.5 }]]);
  });

  test.each([
    ['tokens', { tokens: 200 }],
    ['dollars', { usd: 0.4 }],
  ])(
    'nothing is asked once the %s of the day are used up, and the next day it is',
    async (_what, dailyCap) => {
      const { helper, model, clock } = await createHelperStage([{ text: 'a' }], {
        dailyCap,
        price: () => 0.25,
      });
      await helper.ask(question, never);
      await helper.ask(question, never);
      expect(await helper.ask(question, never)).toMatchObject({ ok: false, problem: 'spent' });
      expect(model.requests).toHaveLength(2);
      await clock.advance(24 * 60 * 60 * 1000);
      expect(await helper.ask(question, never)).toMatchObject({ ok: true });
    },
  );

  test('an answer that is of no use costs all the same', async () => {
    const { helper, spent } = await createHelperStage([{ json: { quite: 'another thing' } }]);
    expect(await helper.ask(jsonQuestion, never)).toMatchObject({
      ok: false,
      usage: { input: 100, output: 20 },
    });
    expect([...spent.values()]).toEqual([{ tokens: 120, usd: 0 }]);
  });

  test('an answer is not lost because its cost could not be written down', async () => {
    const errors: string[] = [];
    const { helper } = await createHelperStage([{ text: 'a' }], {
      spending: {
        read: async () => ({ tokens: 0, usd: 0 }),
        add: () => Promise.reject(new Error('the disk is full')),
      },
      logger: {
        debug: () => {},
        info: () => {},
        warn: () => {},
        error: (_fields, message) => void errors.push(message),
        child() {
          return this;
        },
      },
    });
    expect(await helper.ask(question, never)).toMatchObject({ ok: true });
    expect(errors).toEqual(['what the helper model used could not be written down']);
  });
});
