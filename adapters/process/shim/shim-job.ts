/** What a shim is told to run. It comes through a pipe, never through a file: the environment holds secrets. */
export interface ShimJob {
  readonly command: string;
  readonly args: readonly string[];
  /** Absolute path. */
  readonly cwd: string;
  /** The whole environment; the shim adds the tag. */
  readonly env: Readonly<Record<string, string>>;
  /** Mark of the agent's tree (`DROVER_TURN`). */
  readonly tag: string;
  /** Text for stdin; without it stdin is `/dev/null`. */
  readonly stdin?: string;
  /** The turn's folder: outputs and notes are written there, wishes of drover are found there. */
  readonly folder: string;
  /** Signal that the main process is asked with first, before the tree gets SIGTERM. */
  readonly interrupt?: 'SIGINT';
  /** Milliseconds between the first polite signal and SIGKILL. */
  readonly killAfterMs: number;
  /** Milliseconds for the whole run. */
  readonly timeoutMs: number;
  /** Milliseconds without a sign of drover after which the tree is ended. */
  readonly orphanGraceMs: number;
  /** Bytes of both outputs together after which the tree is ended. */
  readonly maxOutputBytes: number;
}

/** The job in a text; undefined when the text is cut off, as that of a drover which died while it wrote. */
export function parseJob(text: string): ShimJob | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- drover wrote it, of the same version; a schema would double the time of the start.
    return JSON.parse(text) as ShimJob;
  } catch {
    // The beginning of an object is never a whole one.
    return undefined;
  }
}
