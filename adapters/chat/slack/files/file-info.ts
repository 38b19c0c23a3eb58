import { z } from 'zod';
import type { Attachment } from '../../../../src/domain/surface/attachment.ts';
import { callSlack } from '../call-slack.ts';
import { filesOf } from '../parse/files-of.ts';
import type { SlackState } from '../slack-state.ts';

/** What is known of a file by its id. When Slack does not tell, it is asked again when the bytes are wanted. */
export async function infoOf(slack: SlackState, id: string): Promise<Attachment> {
  const unknown = { platform: 'slack', id, name: id, type: 'application/octet-stream', bytes: 0 } as const;
  const answer = await callSlack(slack, slack.closed.signal, (client) => client.files.info({ file: id }));
  if (!answer.ok) return unknown;
  const { file } = z.object({ file: z.unknown() }).parse(answer.value);
  return filesOf([file])[0] ?? unknown;
}
