import { callSlack } from '../call-slack.ts';
import type { SlackState } from '../slack-state.ts';

/** Pauses between looks, in milliseconds. */
const pausesMs = [100, 200, 400, 800, 1600, 3000] as const;

/**
 * Waits until Slack has looked at a picture that was uploaded: until then a block that shows it is refused as `invalid slack
 * file`. Slack says so by filling in the type. Answers whether that happened in about six seconds.
 * Source: https://github.com/slackapi/node-slack-sdk/issues/1865
 */
export async function untilShown(slack: SlackState, file: string, signal: AbortSignal): Promise<boolean> {
  for (const pauseMs of pausesMs) {
    const info = await callSlack(slack, signal, (client) => client.files.info({ file }));
    if (!info.ok) return false;
    if ((info.value.file?.mimetype ?? '') !== '') return true;
    await slack.options.clock.sleep(pauseMs, signal);
  }
  return false;
}
