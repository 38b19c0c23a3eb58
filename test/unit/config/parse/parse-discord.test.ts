import { describe, expect, it } from 'vitest';
import { parseEnvironment } from '../../../../src/config/parse/parse-environment.ts';

const whole = { DISCORD_TOKEN: 't', DISCORD_APPLICATION_ID: '123456789012345678' };

const paths = (env: Record<string, string>) => parseEnvironment(env).problems.map(({ path }) => path);

describe('the variables of Discord', () => {
  it('switch Discord on, over HTTP as well with a public key', () => {
    const { settings, problems } = parseEnvironment({
      ...whole,
      DISCORD_PUBLIC_KEY: 'ab'.repeat(32),
      DISCORD_API_URL: 'http://127.0.0.1:1/api',
    });
    expect(problems).toEqual([]);
    expect(settings.discord).toEqual({
      token: 't',
      applicationId: '123456789012345678',
      publicKey: 'ab'.repeat(32),
      apiUrl: 'http://127.0.0.1:1/api',
    });
    expect(parseEnvironment({}).settings.discord).toBeUndefined();
  });

  it('are refused when one is missing or cannot be what it should be', () => {
    expect(paths({ DISCORD_TOKEN: 't' })).toEqual(['DISCORD_APPLICATION_ID']);
    expect(paths({ ...whole, DISCORD_APPLICATION_ID: 'drover' })).toEqual(['DISCORD_APPLICATION_ID']);
    expect(paths({ ...whole, DISCORD_PUBLIC_KEY: 'abc' })).toEqual(['DISCORD_PUBLIC_KEY']);
    expect(paths({ DISCORD_PUBLIC_KEY: 'ab'.repeat(32) })).toEqual(['DISCORD_PUBLIC_KEY']);
    expect(paths({ ...whole, DISCORD_API_URL: 'here' })).toEqual(['DISCORD_API_URL']);
  });
});
