/** Verbs whose words are free text: a `--json` among them may be part of what is said. */
const textVerbs = new Set([
  'run',
  'say',
  'interrupt',
  'answer',
  'cancel',
  'approve',
  'deny',
  'plan',
  'retry',
  'continue',
  'compact',
  'draft',
  'msg',
  'split',
]);

export interface GoalWords {
  /** The verb and everything after it, untouched. */
  readonly argv: readonly string[];
  readonly json: boolean;
}

/**
 * Takes `--json`, which is for the client, out of the words after `drover goal`. Before the verb and right after it, it
 * is always the client's; further on only where no free text can be, and never after `--`. No words at all ask for help.
 */
export function goalWords(words: readonly string[]): GoalWords {
  const before = words.findIndex((word) => word !== '--json');
  if (before === -1) return { argv: ['help'], json: words.length > 0 };
  const [verb = 'help', ...rest] = words.slice(before);
  const end = endOfFlags(verb, rest);
  const flags = rest.slice(0, end).filter((word) => word !== '--json');
  const json = before > 0 || flags.length < end;
  return { argv: [verb === '--help' || verb === '-h' ? 'help' : verb, ...flags, ...rest.slice(end)], json };
}

/** How many of the words after the verb may hold a `--json` of the client's. */
function endOfFlags(verb: string, rest: readonly string[]): number {
  if (textVerbs.has(verb)) return rest[0] === '--json' ? 1 : 0;
  const separator = rest.indexOf('--');
  return separator === -1 ? rest.length : separator;
}
