import { execa } from 'execa';

/** What git says of itself; undefined when it cannot be started. */
export async function gitVersion(
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const result = await execa('git', ['--version'], {
    env: { ...env },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    cancelSignal: signal,
  });
  return result.exitCode === 0 ? result.stdout.trim() : undefined;
}
