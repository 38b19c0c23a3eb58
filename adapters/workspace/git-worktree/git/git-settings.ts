/**
 * Settings of every call of drover's own, stronger than any file: no hooks, no file system monitor, no signing,
 * no background repacking, no helper programs as transport.
 */
export const gitSettings: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.splitIndex=false',
  'core.quotePath=false',
  'core.safecrlf=false',
  'commit.gpgsign=false',
  'tag.gpgsign=false',
  'push.gpgsign=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'protocol.ext.allow=never',
];

/** The settings as arguments that stand before the subcommand. */
export const settingArguments: readonly string[] = gitSettings.flatMap((setting) => ['-c', setting]);
