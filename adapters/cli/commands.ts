import type { ExitCode } from './show/exit-code.ts';

/** What the program can be asked to do. Each answers the exit code; what it throws is printed by the program. */
export interface Commands {
  /** Resolves when drover has ended. `drain`: running agents are ended with it instead of going on by themselves. */
  start(options: { readonly drain: boolean }): Promise<ExitCode>;
  demo(options: { readonly agent?: string }): Promise<ExitCode>;
  /** `words`: everything after `goal`, untouched. */
  goal(words: readonly string[]): Promise<ExitCode>;
  config(options: { readonly json: boolean }): Promise<ExitCode>;
  doctor(options: { readonly json: boolean; readonly post: boolean }): Promise<ExitCode>;
  slackManifest(options: {
    readonly socket: boolean;
    readonly url?: string;
    readonly agent?: boolean;
  }): Promise<ExitCode>;
  /** `guild`: in that server only. `force`: also what Discord has already. */
  discordRegister(options: { readonly guild?: string; readonly force: boolean }): Promise<ExitCode>;
}
