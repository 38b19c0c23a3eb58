import type { AgentEvent, TurnLeft, TurnRequest } from '../../../src/ports/agent.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';

/** What is needed to follow the turn of a command-line agent, whoever started it. */
export interface CliWatch {
  readonly request: Pick<TurnRequest, 'tag' | 'folder' | 'limits' | 'leave'> & {
    /** Told `alive` when output comes that says nothing else. */
    readonly onEvent: (event: AgentEvent) => void;
  };
  /** Milliseconds without any output after which the agent counts as hanging. */
  readonly silenceMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Takes a line of stdout; after an attach they come from the first one on. `end`: what was said cannot get better,
   * the tree is ended at once; a number: from now on that many milliseconds of silence are bearable.
   */
  readonly onLine: (line: string) => 'end' | number | undefined;
}

/** How a command-line agent is started for one turn. */
export interface CliTurn extends CliWatch {
  readonly agent: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment, without the tag. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly request: CliWatch['request'] & Pick<TurnRequest, 'workspace'>;
  /** What the main process is asked with first when the turn is to end, where it understands that. */
  readonly interrupt?: 'SIGINT';
  readonly bounds?: CliBounds;
}

/** What holds while nobody watches; each has a default. */
export interface CliBounds {
  /** Milliseconds without a sign of drover after which the agent is ended; default 15 min. */
  readonly orphanGraceMs?: number;
  /** Bytes of output after which the agent is ended; default 512 MiB. */
  readonly maxOutputBytes?: number;
}

/** The answer when drover goes away and the process stays. It alone has an `outcome`; a `CliEnding` has none. */
export const turnLeft: TurnLeft = { outcome: 'left' };
