/**
 * What the design names and this version does not have. It is refused by name, because a key that is silently ignored
 * makes people believe in a limit or a guard that is not there. `*` stands for any name.
 */
const keys: readonly string[] = [
  'permissions',
  'sandbox',
  'helpers.ci',
  'helpers.classify',
  'checkpoints',
  'twoKey',
  'plan',
  'abstain',
  'dispatchHours',
  'projects.*.github',
  'projects.*.gitea',
  'projects.*.permissions',
  'projects.*.ci',
  'projects.*.token',
];

const values: Readonly<Record<string, readonly string[]>> = {
  'agents.*.kind': ['codex', 'gemini', 'qwen', 'opencode', 'acp', 'local', 'local-llm'],
  'projects.*.deliver': ['pr', 'commit', 'patch'],
  'projects.*.accept.*.kind': ['ciStep', 'forgeChecks'],
};

type Path = readonly PropertyKey[];

export const isKeyNotBuilt = (path: Path): boolean => keys.some((pattern) => matches(pattern, path));

export const isValueNotBuilt = (path: Path, value: unknown): boolean =>
  Object.entries(values).some(
    ([pattern, refused]) => matches(pattern, path) && refused.some((one) => one === value),
  );

function matches(pattern: string, path: Path): boolean {
  const parts = pattern.split('.');
  return (
    parts.length === path.length && parts.every((part, index) => part === '*' || part === String(path[index]))
  );
}
