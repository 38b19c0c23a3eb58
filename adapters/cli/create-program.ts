import { Command, CommanderError } from 'commander';
import { DroverError } from '../../src/domain/errors.ts';
import type { Commands } from './commands.ts';
import type { ExitCode } from './show/exit-code.ts';
import { printError } from './show/print-error.ts';
import type { Output } from './terminal.ts';

export interface ProgramOptions {
  readonly version: string;
  readonly output: Output;
  readonly errorOutput: Output;
}

/** Named by the design, and not in this version: refused plainly, and absent from help. */
const notBuilt = ['gateway', 'worker', 'verify', 'policy', 'migrate'];

/** The command line: takes the words after `drover`, answers the exit code. Never throws; whatever happens is printed. */
export function createProgram(
  commands: Commands,
  options: ProgramOptions,
): (argv: readonly string[]) => Promise<ExitCode> {
  return async (argv) => {
    try {
      refuseNotBuilt(argv);
      return await parse(commands, options, argv);
    } catch (error) {
      if (error instanceof CommanderError && error.exitCode === 0) return 0;
      // Help that nobody asked for (`drover`, `drover slack`) has been printed already.
      if (error instanceof CommanderError && error.code === 'commander.help') return 2;
      const json = argv[0] !== 'goal' && argv.includes('--json');
      return printError(usageError(error), { ...options, json });
    }
  };
}

async function parse(
  commands: Commands,
  options: ProgramOptions,
  argv: readonly string[],
): Promise<ExitCode> {
  const result: { code: ExitCode } = { code: 0 };
  const keep =
    <Args extends readonly unknown[]>(run: (...args: Args) => Promise<ExitCode>) =>
    async (...args: Args) => {
      result.code = await run(...args);
    };
  const program = root(options);
  program
    .command('start')
    .description('everything in one process')
    .option(
      '--drain',
      'when it is told to stop, end running agents instead of leaving them to go on by themselves',
    )
    .action(keep(async ({ drain = false }: { drain?: boolean }) => commands.start({ drain })));
  addDemo(program, commands, keep);
  addGoal(program, commands, keep, argv);
  addLooks(program, commands, keep);
  await program.parseAsync([...argv], { from: 'user' });
  return result.code;
}

type Keep = <Args extends readonly unknown[]>(
  run: (...args: Args) => Promise<ExitCode>,
) => (...args: Args) => Promise<void>;

function root({ version, output, errorOutput }: ProgramOptions): Command {
  return new Command('drover')
    .description(
      'drives coding agents towards goals given in Slack, Discord, a terminal, a browser or over HTTP',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void output.write(text),
      writeErr: (text) => void errorOutput.write(text),
      // Errors are printed in one place, in drover's own form.
      outputError: () => undefined,
    });
}

function addDemo(program: Command, commands: Commands, keep: Keep): void {
  program
    .command('demo')
    .description('the main job with nothing configured: a failing test, a goal, a commit')
    .option('--agent <name>', 'use a real agent: claude')
    .action(keep(async (options: { agent?: string }) => commands.demo(options)));
}

/** Everything after `goal` belongs to the verb, unknown flags and `--` included, so it is taken from the words themselves. */
function addGoal(program: Command, commands: Commands, keep: Keep, argv: readonly string[]): void {
  program
    .command('goal')
    .description('ask a running drover: drover goal help lists the verbs')
    .usage('<verb> [flags] [text]')
    .argument('[verb...]', 'the verb and what belongs to it')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(keep(async () => commands.goal(argv.slice(argv.indexOf('goal') + 1))));
}

function addLooks(program: Command, commands: Commands, keep: Keep): void {
  const json = ['--json', 'print one JSON object'] as const;
  program
    .command('config')
    .description('print the configuration in force, secrets masked')
    .option(...json)
    .action(keep(async (options: { json?: boolean }) => commands.config({ json: options.json ?? false })));
  program
    .command('doctor')
    .description('check configuration, tokens, channels, agent CLIs and stores')
    .option(...json)
    .option('--no-post', 'do not post a test message to the configured channels and remove it again')
    .action(
      keep(async ({ json: asJson = false, post }: { json?: boolean; post: boolean }) =>
        commands.doctor({ json: asJson, post }),
      ),
    );
  const slack = program.command('slack').description('help with setting up Slack');
  slack
    .command('manifest')
    .description('print the manifest of the Slack app')
    .option('--socket', 'for Socket Mode: no public URL needed')
    .option('--url <url>', 'public URL of this drover, for events over HTTP')
    .option('--agent', 'declare the app an agent (Slack does not let that be taken back)')
    .action(
      keep(async ({ socket = false, ...rest }: { socket?: boolean; url?: string; agent?: boolean }) =>
        commands.slackManifest({ socket, ...rest }),
      ),
    );
  program
    .command('discord')
    .description('help with setting up Discord')
    .command('register')
    .description('register /goal with Discord (drover start does it by itself when its verbs changed)')
    .option('--guild <id>', 'in that server only, where changes show at once')
    .option('--force', 'also when Discord has these commands already')
    .action(
      keep(async ({ force = false, ...rest }: { force?: boolean; guild?: string }) =>
        commands.discordRegister({ force, ...rest }),
      ),
    );
}

function refuseNotBuilt([command]: readonly string[]): void {
  if (command !== undefined && notBuilt.includes(command))
    throw new DroverError(
      'NOT_BUILT',
      `drover ${command} is not built yet`,
      'drover help lists what there is.',
    );
}

/** The parser's complaint in drover's form; its guess (`Did you mean …?`) becomes the hint. */
function usageError(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  const [message = '', guess] = error.message.replace(/^error: /, '').split('\n');
  return new DroverError(
    'WRONG_USAGE',
    message,
    guess?.replace(/^\((.*)\)$/, '$1') ?? 'drover help shows what can be said.',
    { cause: error },
  );
}
