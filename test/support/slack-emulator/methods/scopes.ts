/** One of these scopes is needed; methods that are not listed need none. Source: the page of each method. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'agents.sessions.rename': ['assistant:write'],
  'agents.sessions.setStatus': ['assistant:write'],
  'bots.info': ['users:read'],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'conversations.open': ['im:write', 'mpim:write', 'channels:manage', 'groups:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'reactions.get': ['reactions:read'],
  'reactions.remove': ['reactions:write'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
};

/** The scopes of which one is missing, or undefined when the method may be called. */
export function missingScope(granted: ReadonlySet<string>, method: string): string | undefined {
  const wanted = needed[method] ?? [];
  return wanted.length === 0 || wanted.some((scope) => granted.has(scope)) ? undefined : wanted.join(',');
}
