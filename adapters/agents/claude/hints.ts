import type { FailureKind } from '../../../src/domain/failure.ts';

const hints: Partial<Readonly<Record<FailureKind, string>>> = {
  auth: 'Pass ANTHROPIC_API_KEY or CLAUDE_CODE_OAUTH_TOKEN through `agents.<name>.env`, or log in once with `claude` in the HOME of this agent.',
  'cli-missing':
    'Install it with `npm install -g @anthropic-ai/claude-code`, or name its path in `agents.<name>.command`.',
  'cli-refused':
    'Look at stderr.log of this turn; check `agents.<name>.args` and the version of Claude Code.',
  'model-unknown': 'Choose another model with --model, or correct `model` in the configuration.',
  'quota-exhausted': 'Wait until the limit resets, or raise it with the vendor.',
  'permission-blocked': 'Allow it with `agents.<name>.allowedTools`, or tell the agent to do without it.',
  'context-overflow': 'Go on in a fresh session, or give the agent a smaller task.',
  network:
    'Check that the machine reaches the vendor, and ANTHROPIC_BASE_URL and proxy settings if they are passed on.',
};

/** What a person can do about a failure of Claude Code, where something can be said. */
export const hintFor = (kind: FailureKind): string | undefined => hints[kind];
