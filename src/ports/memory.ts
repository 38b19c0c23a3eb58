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
  /** `note` unless said otherwise. */
  readonly kind?: 'note' | 'decision';
}

/** For whom something is written. */
export interface MemoryAuthor {
  /** The goal's handle; `forget` finds notes by it. */
  readonly goal: string;
  /** First line of the commit in the folder's history. */
  readonly message: string;
}

/** What became of each draft. */
export interface MemoryWritten {
  readonly written: readonly string[];
  /** `why`: a path that leads out, a secret, a duplicate, too long, a full folder. */
  readonly refused: readonly { readonly file: string; readonly why: string }[];
}

/** A commit in the folder's own history that somebody else made, and what it is based on. */
export interface MemoryChange {
  /** Full commit ids. */
  readonly base: string;
  readonly sha: string;
  readonly author: MemoryAuthor;
}

/** What became of a change as a whole. */
export type MemoryAdopted =
  | ({ readonly is: 'adopted'; readonly removed: readonly string[] } & MemoryWritten)
  /** Nothing was taken over. `why` is for people. */
  | { readonly is: 'skipped'; readonly why: string };

/** Notes per project. Names and contents are data from outside: every path is checked, nothing leaves the folder. */
export interface Memory {
  /** The best notes for a text, best first; empty when there are none. Never throws but for an abort. */
  recall(project: string, text: string, most: number, signal: AbortSignal): Promise<readonly MemoryNote[]>;
  /** Writes what may be written, with the index and one commit of the folder's history. A repeat changes nothing. */
  write(
    project: string,
    drafts: readonly MemoryDraft[],
    author: MemoryAuthor,
    signal: AbortSignal,
  ): Promise<MemoryWritten>;
  /** Name and first line of every note, as the files are now. */
  index(project: string, signal: AbortSignal): Promise<string>;
  /** Whether somebody else than drover wrote a note since then (epoch milliseconds). */
  isTouchedSince(project: string, at: number, signal: AbortSignal): Promise<boolean>;
  /** The goals that wrote notes since then (epoch milliseconds), as the folder's history knows them. */
  writersSince(project: string, at: number, signal: AbortSignal): Promise<readonly string[]>;
  /** The folder's absolute path; made, with its history, when missing. Changes by hand are committed. */
  folder(project: string, signal: AbortSignal): Promise<string>;
  /**
   * Takes over what a commit changes since its base, file by file: only notes, through the same guards as `write`; what
   * may not be stays as it was. Skipped when the folder is not at the base any more: changes by hand win.
   */
  adopt(project: string, change: MemoryChange, signal: AbortSignal): Promise<MemoryAdopted>;
  /** Removes what one goal wrote, also from the history, which begins anew. Answers the files that are gone. */
  forget(project: string, goal: string, signal: AbortSignal): Promise<readonly string[]>;
}
