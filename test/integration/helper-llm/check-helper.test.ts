import { expect, onTestFinished, test } from 'vitest';
import { assembleConfig } from '../../../src/config/assemble-config.ts';
import type { Config, Environment } from '../../../src/config/config.ts';
import { checkHelper } from '../../../src/compose/helper/check-helper.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { createHelperModel, type HelperScript } from '../../support/helper-model/create-helper-model.ts';
import { helperFaults } from '../../support/helper-model/helper-reply.ts';
import { never } from './support/helper-stage.ts';

function configOf(env: Environment): Config {
  const result = assembleConfig({ value: {}, env, cwd: '/srv' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

async function check(script: HelperScript) {
  const model = await createHelperModel(script);
  onTestFinished(() => model.close());
  const env = { LOCAL_LLM_URL: model.url, LOCAL_LLM_MODEL: 'small', LOCAL_LLM_API_KEY: 'hunter2-hunter2' };
  return await checkHelper(configOf(env), createSilentLogger(), never);
}

test('doctor says whether the helper model answers, and off without one', async () => {
  expect(await check([{ text: 'Yes.' }])).toEqual({ status: 'ok', detail: 'small answers' });
  expect(await check([helperFaults.unauthorized()])).toMatchObject({
    status: 'fail',
    detail: 'the model answered 401: Incorrect API key provided',
  });
  expect(await checkHelper(configOf({}), createSilentLogger(), never)).toMatchObject({ status: 'off' });
});

test('a backend that repeats the key in its error does not get it shown', async () => {
  const { detail } = await check([helperFaults.badRequest('your key hunter2-hunter2 is wrong')]);
  expect(detail).toBe('the model answered 400: your key [redacted] is wrong');
});
