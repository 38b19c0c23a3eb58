import type { RuleTable } from '../../rule.ts';

export const cli: RuleTable = {
  family: 'cli',
  rules: [
    {
      key: 'cli.not_installed',
      severity: 'hard',
      stage: 'machine',
      line: /^\s*(?:\w*Error: )?(?:spawn (?<command>\S+) ENOENT|(?:\w+ ){0,3}CLI not found)/,
      hint: 'The program of the agent[, {command},] is not installed. Install it, or use another agent.',
    },
    {
      key: 'cli.root_refused',
      severity: 'hard',
      stage: 'machine',
      line: /^(?:\w*Error: )?--dangerously-skip-permissions cannot be used with root/i,
      hint: 'The agent refuses to work as root: start it as another user, or in a sandbox.',
    },
    {
      key: 'cli.session_missing',
      severity: 'recoverable',
      stage: 'machine',
      line: /^(?:\w*Error: )?(?:No conversation found with session ID|Session ID (?<session>\S+) is already in use|Error resuming session: |No saved session found|Session not found$|no rollout found for)/i,
      hint: 'The session does not exist any more, or is in use: a fresh one begins, with the whole prompt.',
    },
    {
      key: 'cli.unknown_option',
      severity: 'hard',
      stage: 'machine',
      line: /^(?:error: (?:unknown option|unexpected argument) '(?<option>[^']+)'|Unknown arguments?: (?<option>\S+?)(?:,|$))/,
      hint: 'The agent does not know the option {option}: its version and its configuration do not fit.',
    },
  ],
};
