import type { RetentionRules } from '../../domain/rules/retention-rules.ts';
import type { ThreadLog } from '../../ports/chat/thread-log.ts';
import type { TurnFolders } from '../../ports/turns/turn-folders.ts';
import type { Workspaces } from '../../ports/workspace.ts';
import { byteWords } from '../../text/format.ts';
import type { Runtime } from '../runtime.ts';

/** What clears away what ended goals left. */
export interface Retention {
  readonly runtime: Runtime;
  readonly workspaces: Workspaces;
  /** Of what turns printed, and of what people sent. */
  readonly turnFolders: TurnFolders;
  readonly threads: Pick<ThreadLog, 'remove'>;
  readonly rules: RetentionRules;
  /** What the last look at the disk left, in bytes; absent before the first. */
  readonly seen: { leftBytes?: number };
}

/** For `/readyz`: whether what is kept fits the quota, as far as it is known. */
export function retentionHealth({ rules, seen }: Retention): {
  readonly ok: boolean;
  readonly reason: string;
} {
  const { leftBytes } = seen;
  if (rules.diskBytes === 0) return { ok: true, reason: 'no quota' };
  if (leftBytes === undefined) return { ok: true, reason: 'not looked at yet' };
  const reason = `${byteWords(leftBytes)} of ${byteWords(rules.diskBytes)} used by worktrees and turns`;
  if (leftBytes <= rules.diskBytes) return { ok: true, reason };
  return { ok: false, reason: `${reason}; what is left belongs to open goals or could not be removed` };
}
