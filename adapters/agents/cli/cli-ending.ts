import type { EndReason } from '../../process/shim/shim-notes.ts';

/** How the process of an agent ended. */
export interface CliEnding {
  readonly exitCode?: number;
  readonly signal?: string;
  readonly spawnError?: { readonly message: string; readonly code?: string };
  /**
   * It was ended: its time was up, it was silent for too long, it said something that cannot get better, drover did not
   * come back, it wrote without end, or somebody else ended it.
   */
  readonly endedFor?: Exclude<EndReason, 'abort'>;
  /** drover ended it because it was told to. */
  readonly aborted: boolean;
  /** The last part of what it wrote to stderr. */
  readonly stderr: string;
  /** Milliseconds from its start to its end. */
  readonly wallMs: number;
}

/** Signals that shells and programs report as 128 + number. Source: signal(7), x86 and ARM. */
const signalNames: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  7: 'SIGBUS',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

/** The signal that ended a process, also where it caught the signal and answered with 128 + number. */
export const signalOfExit = ({
  exitCode,
  signal,
}: Pick<CliEnding, 'exitCode' | 'signal'>): string | undefined =>
  signal ?? (exitCode === undefined ? undefined : signalNames[exitCode - 128]);
