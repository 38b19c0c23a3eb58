import { describe, expect, it } from 'vitest';
import { claudeEnvironment } from '../../../../../adapters/agents/claude/environment.ts';

describe('environment of Claude Code', () => {
  it('keeps it from updating itself, unless the configuration says otherwise', () => {
    expect(claudeEnvironment({ A: '1' })).toMatchObject({ A: '1', DISABLE_AUTOUPDATER: '1' });
    expect(claudeEnvironment({ DISABLE_AUTOUPDATER: '0' })).toMatchObject({
      DISABLE_AUTOUPDATER: '0',
    });
  });

  it('keeps it from reading files that a prompt mentions', () => {
    expect(claudeEnvironment({})).toMatchObject({ CLAUDE_CODE_DISABLE_FILE_MENTIONS: '1' });
  });
});
