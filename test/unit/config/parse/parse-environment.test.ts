import { describe, expect, it } from 'vitest';
import { parseEnvironment } from '../../../../src/config/parse/parse-environment.ts';

const settingsOf = (env: Record<string, string>) => parseEnvironment(env).settings;
const problemsOf = (env: Record<string, string>) => parseEnvironment(env).problems;

describe('variables', () => {
  it('have defaults that need nothing to be set', () => {
    expect(parseEnvironment({})).toEqual({
      settings: { home: '.drover', host: '127.0.0.1', port: 8787, log: { level: 'info' } },
      problems: [],
    });
  });

  it('are read when set', () => {
    expect(
      settingsOf({
        DROVER_HOME: '/srv/drover',
        DROVER_CONFIG: 'my.json',
        HOST: '0.0.0.0',
        PORT: '0',
        DROVER_TOKEN: 'abcdef-123456',
        DROVER_URL: 'https://drover.example',
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_SIGNING_SECRET: 'sign',
        SLACK_APP_TOKEN: 'xapp-1',
        SLACK_API_URL: 'http://127.0.0.1:9/api/',
        LOG_LEVEL: 'DEBUG',
        LOG_PRETTY: 'no',
      }),
    ).toEqual({
      home: '/srv/drover',
      configFile: 'my.json',
      host: '0.0.0.0',
      port: 0,
      token: 'abcdef-123456',
      url: 'https://drover.example',
      slack: {
        botToken: 'xoxb-1',
        signingSecret: 'sign',
        appToken: 'xapp-1',
        apiUrl: 'http://127.0.0.1:9/api/',
      },
      log: { level: 'debug', pretty: false },
    });
  });

  it('count as unset when they are empty, as in a copied .env', () => {
    expect(parseEnvironment({ PORT: '', SLACK_BOT_TOKEN: ' ', DROVER_TOKEN: '', LOG_LEVEL: '' })).toEqual(
      parseEnvironment({}),
    );
  });

  it('are all complained about at once', () => {
    const problems = problemsOf({
      PORT: '70000',
      LOG_LEVEL: 'loud',
      LOG_PRETTY: 'maybe',
      DROVER_URL: 'localhost:8787',
      SLACK_API_URL: 'slack.com',
      DROVER_TOKEN: 'two words',
    });
    expect(problems.map(({ path }) => path).toSorted()).toEqual([
      'DROVER_TOKEN',
      'DROVER_URL',
      'LOG_LEVEL',
      'LOG_PRETTY',
      'PORT',
      'SLACK_API_URL',
    ]);
    expect(problems.every(({ message, hint }) => message !== '' && hint !== '')).toBe(true);
    expect(problems.find(({ path }) => path === 'PORT')).toMatchObject({
      value: '70000',
      code: 'CONFIG_INVALID',
    });
  });

  it.each(['-1', '65536', '80.5', 'http', '0x50'])('PORT cannot be %s', (PORT) => {
    expect(problemsOf({ PORT })).toHaveLength(1);
  });

  it('show a secret in no problem', () => {
    const problems = problemsOf({ DROVER_TOKEN: 'hunter22 hunter22', SLACK_BOT_TOKEN: 'xoxb-hunter22' });
    expect(problems).toHaveLength(2);
    expect(JSON.stringify(problems)).not.toContain('hunter22');
  });

  it('SLACK_BOT_TOKEN alone is a problem: Slack could not reach drover', () => {
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1' })).toMatchObject([
      { path: 'SLACK_BOT_TOKEN', hint: expect.stringContaining('SLACK_APP_TOKEN') },
    ]);
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toEqual([]);
    expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' })).toEqual([]);
  });

  it('a signing secret or app token without a bot token is a problem', () => {
    expect(
      problemsOf({ SLACK_SIGNING_SECRET: 's', SLACK_APP_TOKEN: 'xapp-1' }).map(({ path }) => path),
    ).toEqual(['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN']);
    expect(settingsOf({ SLACK_APP_TOKEN: 'xapp-1' })).not.toHaveProperty('slack');
  });
});
