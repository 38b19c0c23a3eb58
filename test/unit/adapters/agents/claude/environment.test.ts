import { describe, expect, it } from 'vitest';
import { claudeEnvironment } from '../../../../../adapters/agents/claude/environment.ts';

describe('environment of Claude Code', () => {
  it('keeps it from updating itself, unless the configuration says otherwise', () => {
    expect(claudeEnvironment({ env: { A: '1' } })).toMatchObject({ A: '1', DISABLE_AUTOUPDATER: '1' });
    expect(claudeEnvironment({ env: { DISABLE_AUTOUPDATER: '0' } })).toMatchObject({
      DISABLE_AUTOUPDATER: '0',
    });
  });

  it('keeps it from reading files that a prompt mentions', () => {
    expect(claudeEnvironment({ env: {} })).toMatchObject({ CLAUDE_CODE_DISABLE_FILE_MENTIONS: '1' });
  });

  it('has no key when the subscription is to be billed', () => {
    const env = { ANTHROPIC_API_KEY: 'a', ANTHROPIC_AUTH_TOKEN: 'b', CLAUDE_CODE_OAUTH_TOKEN: 'c' };
    expect(claudeEnvironment({ env, billing: 'subscription' })).toMatchObject({
      CLAUDE_CODE_OAUTH_TOKEN: 'c',
    });
    expect(Object.keys(claudeEnvironment({ env, billing: 'subscription' }))).not.toContain(
      'ANTHROPIC_API_KEY',
    );
    expect(Object.keys(claudeEnvironment({ env, billing: 'subscription' }))).not.toContain(
      'ANTHROPIC_AUTH_TOKEN',
    );
    expect(claudeEnvironment({ env })).toMatchObject(env);
    expect(claudeEnvironment({ env, billing: 'key' })).toMatchObject(env);
  });
});
