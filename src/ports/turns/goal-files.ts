import type { GoalId } from '../../domain/ids.ts';
import type { Attachment } from '../../domain/surface/attachment.ts';
import type { GivenFile } from '../../domain/surface/given-file.ts';

/** Files and pictures that people sent to goals, as they lie on this machine for agents to read. */
export interface GoalFiles {
  /** Absolute path of everything that was sent to a goal; it need not exist. */
  folder(goal: GoalId): string;
  /**
   * Brings what came with one message. What is there already is not brought again, so that a second try after a crash
   * costs nothing and a half one is made whole.
   * @param part the receipt of the message, or `task`
   * @throws the signal's reason, and nothing else: what cannot be brought says why
   */
  bring(
    goal: GoalId,
    part: string,
    attachments: readonly Attachment[],
    signal: AbortSignal,
  ): Promise<readonly GivenFile[]>;
}
