import type { GoalId } from '../../../src/domain/ids.ts';
import type { TurnFolders } from '../../../src/ports/turns/turn-folders.ts';

/** Several kinds of folders of goals as one: what a goal has in any of them counts, and goes, together. */
export const foldersTogether = (kinds: readonly TurnFolders[]): TurnFolders => ({
  async sizes(signal) {
    const sizes = new Map<GoalId, number>();
    for (const kind of kinds)
      for (const [goal, bytes] of await kind.sizes(signal)) sizes.set(goal, (sizes.get(goal) ?? 0) + bytes);
    return sizes;
  },
  async remove(goal, signal) {
    let bytes = 0;
    for (const kind of kinds) bytes += (await kind.remove(goal, signal)).bytes;
    return { bytes };
  },
});
