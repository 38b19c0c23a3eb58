import { labelOfCriterion } from '../../../src/domain/acceptance.ts';
import type { CheckResult, CustomCriterion } from '../../../src/domain/acceptance.ts';
import type { DiffStat } from '../../../src/domain/turn.ts';

/** Judges the changes since base: `diffNonEmpty` wants at least one changed, new or removed file. */
export function evaluateCustom(criterion: CustomCriterion, changes: DiffStat): CheckResult {
  const { files } = changes;
  const changed = files === 1 ? '1 file changed since base' : `${files} files changed since base`;
  return {
    label: labelOfCriterion(criterion),
    kind: 'custom',
    ok: files > 0,
    reason: files > 0 ? changed : 'nothing changed since base',
    evidence: '',
    durationMs: 0,
  };
}
