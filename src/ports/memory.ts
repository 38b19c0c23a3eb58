/** A note that a project's goals left for later ones: a Markdown file that people can read, edit and delete. */
export interface MemoryNote {
  /** Relative to the project's folder: `flaky-login.md`. */
  readonly file: string;
  /** At most 200 characters, one line. */
  readonly excerpt: string;
}

/** What an extraction wants to write. */
export interface MemoryDraft {
  readonly file: string;
  readonly content: string;
}

/** What became of each draft. */
export interface MemoryWritten {
  readonly written: readonly string[];
  /** `why`: a path that leads out, a secret, a duplicate, too long, a full folder. */
  readonly refused: readonly { readonly file: string; readonly why: string }[];
}

/** Notes per project. Names and contents are data from outside: every path is checked, nothing leaves the folder. */
export interface Memory {
  /** The best notes for a text, best first; empty when there are none. Never throws but for an abort. */
  recall(
    project: string,
    text: string,
    most: number,
    signal: AbortSignal,
  ): Promise<readonly MemoryNote[]>;
  /** Writes what may be written, with the index and one commit of the folder's history. A repeat changes nothing. */
  write(
    project: string,
    drafts: readonly MemoryDraft[],
    message: string,
    signal: AbortSignal,
  ): Promise<MemoryWritten>;
  /** Name and first line of every note, as the index lists them. */
  index(project: string, signal: AbortSignal): Promise<string>;
  /** The folder's absolute path; made, with its history, when missing. */
  folder(project: string, signal: AbortSignal): Promise<string>;
  /** Removes what one goal wrote. Answers the files that are gone. */
  forget(project: string, goal: string, signal: AbortSignal): Promise<readonly string[]>;
}
