import { z } from 'zod';
import type { EmulatorState } from '../emulator-state.ts';

const WithFileSchema = z.object({ slack_file: z.object({ id: z.string() }) });

/**
 * Pictures of Slack's own files have to be there and looked at by Slack, which takes a moment after an upload.
 * Source: https://github.com/slackapi/bolt-python/issues/1251 and https://github.com/slackapi/node-slack-sdk/issues/1865
 */
export function slackFilesProblem(
  state: EmulatorState,
  blocks: readonly unknown[],
): { readonly error: string; readonly detail: string } | undefined {
  for (const [index, block] of blocks.entries()) {
    const parsed = WithFileSchema.safeParse(block);
    if (!parsed.success) continue;
    const file = state.files.get(parsed.data.slack_file.id);
    const isReady = file?.completed === true && file.unreadyFor === 0;
    if (!isReady)
      return { error: 'invalid_blocks', detail: `/blocks/${index}/slack_file: invalid slack file` };
  }
  return undefined;
}
