import type { ClaudeSetup } from './arguments.ts';

/**
 * No updates, no traffic that the work does not need, refusals to start as events instead of mere text. And no files
 * by mention: `@/path` in a prompt, which others have written in part, would hand any file of the machine to the
 * model without asking (tried with version 2.1.328).
 */
const quiet: Readonly<Record<string, string>> = {
  DISABLE_AUTOUPDATER: '1',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  CLAUDE_CODE_STARTUP_FAILURE_RESULTS: '1',
  CLAUDE_CODE_DISABLE_FILE_MENTIONS: '1',
};

/** The environment of the CLI; what the configuration sets itself wins. */
export const claudeEnvironment = (env: ClaudeSetup['env']): Record<string, string> => ({ ...quiet, ...env });
