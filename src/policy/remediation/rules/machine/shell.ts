import type { RuleTable } from '../../rule.ts';
import { notATool } from '../../rule.ts';

const missing =
  'Look in the package manifest and the documentation of the project how it calls its tools; if the machine lacks it, say so and end your turn.';

export const shell: RuleTable = {
  family: 'shell',
  rules: [
    {
      key: 'shell.command_not_found',
      severity: 'hard',
      stage: 'machine',
      line: /^(?:(?:\S+: )?(?:-c: )?(?:line )?(?:\d+: )?(?<command>[\w./+@-]+): command not found|(?:\/\S*\/)?(?:ba|da|z|a|k)?sh: (?:line )?(?:\d+: )?(?<command>[\w./+@-]+): not found|[\w./-]*\/[\w.-]+: (?:line )?\d+: (?<command>[\w./+@-]+): not found|\w+:(?:\d+:)? command not found: (?<command>\S+)|fish: Unknown command:? '?(?<command>[^\s']+)'?|'(?<command>[^']+)' is not recognized as an internal or external command.*)$/,
      hint: `The command {command} does not exist here. ${missing}`,
    },
    {
      key: 'shell.command_not_found',
      severity: 'hard',
      stage: 'machine',
      line: /^(?:\/usr\/bin\/)?(?:env: [‘'"]?(?<command>[^’'":]+)[’'"]?: No such file or directory|make(?:\[\d+\])?: (?<command>[\w./+-]+): (?:No such file or directory|Command not found)|.{0,80}?exec: "(?<command>[^"]+)": executable file not found in \$PATH.*|(?:command |process |script )?exit(?:ed with)?(?: code| status)?:? 127)$/,
      hint: `A command[, {command},] does not exist here (exit 127). ${missing}`,
    },
    {
      key: 'permission_denied',
      severity: 'hard',
      stage: 'surroundings',
      line: /^(?:(?:npm (?:ERR!|error) )?\S+: (?:(?:line )?\d+: )?(?:(?:[^:]{1,80}: )?(?:cannot [\w ]{2,40} |can't open |open )?[‘'"]?(?<path>(?!EACCES)[^:’'"]{1,200})[’'"]?: )?|npm (?:ERR!|error) |E\s+)?(?:EACCES: |\[Errno 13\] )?permission denied(?=$|[,:;]| \(os error| @)/i,
      unless: notATool,
      beside: [{ where: 'here', within: 0, line: /permission denied.* '(?<path>[^']+)'/i }],
      hint: 'Access[ to {path}] is denied: the path lies outside of the worktree, is read-only, or is no executable file. Leave it alone and work inside the worktree.',
    },
    {
      key: 'shell.no_such_file',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?!fatal|CMake)(?:[\w./-]+: (?:-c: )?(?:line )?(?:\d+: )?(?:cannot [\w ]{2,40}? |can't (?:cd to|open) )?[‘'"]?(?<path>[^’'":]{1,200})[’'"]?: No such file or directory|(?:npm (?:ERR!|error) )?(?:Error: )?ENOENT: no such file or directory, \w+ '(?<path>[^']+)'.*)$/,
      unless: /^(?:\/usr\/bin\/)?env: |^make(?:\[\d+\])?: /,
      hint: '{path} does not exist. See whether the path is right from the folder that the command runs in, or whether a step that makes the file is missing.',
    },
    {
      key: 'shell.syntax_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^(?<file>[\w./-]+): (?:-c: )?(?:line )?(?<line>\d+): (?<message>syntax error\b.*|Syntax error: .*|unexpected EOF .*)$/,
      hint: 'The shell cannot parse {file}, line {line}: {message}. Look at quotes, and at if, for and case that are not closed.',
    },
  ],
};

/** In the output of a check a program that cannot be started is a missing command. */
export const spawned: RuleTable = {
  family: 'shell',
  rules: [
    {
      key: 'shell.command_not_found',
      severity: 'hard',
      stage: 'machine',
      line: /^\s*(?:Error: )?spawn (?<command>\S+) ENOENT/,
      hint: `The program {command} does not exist here. ${missing}`,
    },
  ],
};
