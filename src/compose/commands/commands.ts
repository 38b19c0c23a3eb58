import type { Commands } from '../../../adapters/cli/commands.ts';
import type { ExitCode } from '../../../adapters/cli/show/exit-code.ts';
import { printConfig } from '../../../adapters/cli/show/print-config.ts';
import { wantsColor, type Output } from '../../../adapters/cli/terminal.ts';
import type { Config, Environment } from '../../config/config.ts';
import { effectiveConfig } from '../../config/describe/effective-config.ts';
import { loadConfig } from '../../config/load.ts';
import { errorOfProblems } from '../../config/problem-report.ts';
import type { Platform } from '../../domain/actor.ts';
import { DroverError } from '../../domain/errors.ts';
import type { Terminal } from '../terminal.ts';

/** The program's surroundings, as `main` found them. */
export interface Surroundings {
  readonly env: Environment;
  readonly cwd: string;
  readonly output: Output;
  readonly errorOutput: Output;
  readonly input: NonNullable<Terminal['input']>;
  /** Aborted when the program is asked to end. */
  readonly signal: AbortSignal;
}

/** What the program does for each command. Each loads what it needs when it is asked for: most need little. */
export function createCommands(around: Surroundings): Commands {
  const { env, output, signal } = around;
  const color = wantsColor(output, env);
  return {
    start: async ({ drain }) => {
      const { startDrover } = await import('./start.ts');
      const io = { input: around.input, output, color };
      await startDrover(await configOf(around), io, drain ? 'drain' : 'run-on', signal);
      return 0;
    },
    demo: async ({ agent = 'scripted' }) => {
      if (agent !== 'scripted' && agent !== 'claude')
        throw new DroverError(
          'WRONG_USAGE',
          `the demo has no agent “${agent}”`,
          'Use --agent claude, or leave it out.',
        );
      const { runDemo } = await import('./demo.ts');
      return (await runDemo({ agent, env }, { output, color }, signal)) ? 0 : 1;
    },
    goal: (words) => goalCommand(around, words),
    config: async ({ json }) => {
      const config = await configOf(around);
      printConfig({ values: effectiveConfig(config), notices: config.notices }, output, json);
      return 0;
    },
    doctor: async ({ json, post }) => {
      const { checkMs, doctorChecks } = await import('../doctor/doctor-checks.ts');
      const { configuredChannels } = await import('../doctor/configured-channels.ts');
      const { runDoctor } = await import('../../../adapters/cli/doctor.ts');
      const config = await configOf(around);
      const channels = (platform: Platform) => configuredChannels(config, platform);
      const checks = await doctorChecks(config, { channels, post });
      return runDoctor({ checks, output, json, color, timeoutMs: checkMs }, signal);
    },
    slackManifest: async (options) => {
      const { manifestYaml } = await import('../../../adapters/chat/slack/manifest-yaml.ts');
      output.write(manifestYaml(options));
      return 0;
    },
    discordRegister: async (options) => {
      const { discordRegister } = await import('./discord-register.ts');
      output.write(await discordRegister(await configOf(around), options, signal));
      return 0;
    },
  };
}

/** A verb, asked of the drover that runs. */
async function goalCommand(around: Surroundings, words: readonly string[]): Promise<ExitCode> {
  const { runGoalCommand } = await import('../../../adapters/cli/goal/run-goal-command.ts');
  const { env, output, errorOutput, signal } = around;
  const { home, url, token } = await configOf(around);
  const where = {
    home,
    ...(url === undefined ? {} : { url }),
    ...(token === undefined ? {} : { token }),
  };
  const actor = env['USER'];
  return runGoalCommand(
    words,
    { where, env, output, errorOutput, ...(actor === undefined ? {} : { actor }) },
    signal,
  );
}

/** @throws DroverError with every problem of the configuration at once */
async function configOf({ env, cwd }: Surroundings): Promise<Config> {
  const result = await loadConfig({ env, cwd });
  if (result.ok) return result.config;
  throw errorOfProblems(result.problems);
}
