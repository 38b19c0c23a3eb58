import type { Origin } from '../../domain/origin.ts';
import type { ChatConnection } from '../../ports/chat/chat.ts';

/** `slack:C1` → that channel of the workspace that drover is in; undefined until the platform is connected. */
export function placeOf(
  name: string,
  connections: readonly Pick<ChatConnection, 'chat' | 'workspace'>[],
): Origin | undefined {
  const [platform, channel = ''] = name.split(':', 2);
  const connection = connections.find(({ chat }) => chat.platform === platform);
  const workspace = connection?.workspace();
  if (connection === undefined || workspace === undefined) return undefined;
  return { platform: connection.chat.platform, workspace, channel };
}
