import { describe, expect, it } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';
import type { Environment } from '../../../../src/config/config.ts';

const assemble = (value: object, env: Environment = {}) => assembleConfig({ value, env, cwd: '/srv' });

function problemsOf(helper: object, env: Environment = {}) {
  const result = assemble({ helper }, env);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`);
}

function configOf(value: object, env: Environment = {}) {
  const result = assemble(value, env);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

describe('a helper model', () => {
  it('is none when nobody names one', () => {
    expect(configOf({}).helper).toBeUndefined();
  });

  it('is switched on by two variables, without a key', () => {
    const env = { LOCAL_LLM_URL: 'http://127.0.0.1:11434/v1', LOCAL_LLM_MODEL: 'qwen' };
    expect(configOf({}, env).helper).toEqual({
      provider: 'openai',
      url: 'http://127.0.0.1:11434/v1',
      model: 'qwen',
      models: [],
      timeoutMs: 60_000,
      dailyCap: {},
    });
  });

  it('has its key among the secrets, whatever its variable is called', () => {
    const env = { WHATEVER: 'hunter2-hunter2' };
    const config = configOf({ helper: { url: 'http://a/v1', model: 'm', key: 'WHATEVER' } }, env);
    expect(config.helper?.key).toBe('hunter2-hunter2');
    expect(config.secrets).toContain('hunter2-hunter2');
  });

  it('takes what the file says before what variables say', () => {
    const env = { LOCAL_LLM_URL: 'http://a/v1', LOCAL_LLM_MODEL: 'small', LOCAL_LLM_API_KEY: 'k-1-k-1-k' };
    const helper = { model: 'large', temperature: 0, dailyCap: { tokens: '500k' } };
    expect(configOf({ helper }, env).helper).toMatchObject({
      url: 'http://a/v1',
      key: 'k-1-k-1-k',
      model: 'large',
      temperature: 0,
      dailyCap: { tokens: 500_000 },
    });
  });

  it('does not send OpenAI’s key to anybody else', () => {
    const env = { LOCAL_LLM_URL: 'http://a/v1', LOCAL_LLM_MODEL: 'm', OPENAI_API_KEY: 'sk-openai' };
    expect(configOf({}, env).helper).not.toHaveProperty('key');
    expect(
      configOf({ helper: { provider: 'openai', model: 'm' } }, { OPENAI_API_KEY: 'sk-openai' }).helper,
    ).toEqual(expect.objectContaining({ key: 'sk-openai' }));
  });

  it.each([
    ['anthropic', 'ANTHROPIC_API_KEY'],
    ['google', 'GEMINI_API_KEY'],
    ['openai', 'OPENAI_API_KEY'],
  ])('of %s needs %s', (provider, name) => {
    expect(problemsOf({ provider, model: 'm' })).toEqual([
      `helper.key needs the variable ${name}, which is not set`,
    ]);
    expect(problemsOf({ provider, model: 'm' }, { [name]: 'k-1-k-1-k' })).toEqual([]);
  });

  it.each<[string, object, Environment, string]>([
    ['no model', {}, { LOCAL_LLM_URL: 'http://a/v1' }, 'LOCAL_LLM_URL names no model'],
    ['no model in the file', { url: 'http://a/v1' }, {}, 'helper names no model'],
    ['no place', { model: 'm' }, {}, 'helper.model is set, but nothing says where the helper model is'],
    [
      'a model that is not listed',
      { url: 'http://a/v1', model: 'm', models: ['n'] },
      {},
      'helper.model is not among helper.models',
    ],
    [
      'a variable that is no address',
      {},
      { LOCAL_LLM_URL: 'localhost:11434', LOCAL_LLM_MODEL: 'm' },
      'LOCAL_LLM_URL must be an http:// or https:// URL without a user in it',
    ],
    [
      'Azure without its resource',
      { provider: 'azure', model: 'm' },
      { AZURE_OPENAI_API_KEY: 'k-1-k-1-k' },
      'helper.url is missing: every Azure resource has an address of its own',
    ],
    [
      'a named key that is not set',
      { url: 'http://a/v1', model: 'm', key: 'GONE' },
      {},
      'helper.key needs the variable GONE, which is not set',
    ],
    [
      'a cap in dollars without a price',
      { url: 'http://a/v1', model: 'm', dailyCap: { usd: 1 } },
      {},
      'helper.dailyCap.usd needs helper.price: without it no dollars are counted',
    ],
  ])('is refused with %s', (_name, helper, env, problem) => {
    expect(problemsOf(helper, env)).toEqual([problem]);
  });

  it('has uses that are switched off one by one', () => {
    expect(configOf({ helpers: { judge: false, summary: true } }).helpersOff).toEqual(['judge']);
  });

  it('is missed where a use is switched on without one, and variables alone have no effect', () => {
    const { notices } = configOf({ helpers: { judge: true } }, { LOCAL_LLM_MODEL: 'm' });
    expect(notices).toContain('helpers.judge: on, but no helper model is configured');
    expect(notices).toContain('LOCAL_LLM_MODEL is set without LOCAL_LLM_URL: ignored');
  });
});
