import type { RetentionRules } from '../../domain/rules/retention-rules.ts';
import { durationMs } from '../../text/read-duration.ts';
import type { ConfigFile } from '../schema/config-file-schema.ts';
import { bytesOf } from '../schema/units.ts';

/** How long what ended goals left is kept, in milliseconds and bytes. */
export const normaliseRetention = ({ retention }: ConfigFile): RetentionRules => ({
  worktreesMs: durationMs(retention.worktrees) ?? 0,
  refsMs: durationMs(retention.refs) ?? 0,
  turnsMs: durationMs(retention.turns) ?? 0,
  diskBytes: bytesOf(retention.disk) ?? 0,
});
