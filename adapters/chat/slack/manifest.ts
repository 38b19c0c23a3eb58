/** Which scope each method of the Web API needs that drover calls; a test compares this with the code. */
export const methodScopes: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history', 'mpim:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'reactions.get': ['reactions:read'],
  'reactions.remove': ['reactions:write'],
};

/** Which scope each subscribed event needs. Source: https://docs.slack.dev/reference/events */
export const eventScopes: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
};

/** `commands` is the scope of slash commands themselves. */
const scopes = [
  ...new Set(['commands', ...Object.values(methodScopes).flat(), ...Object.values(eventScopes).flat()]),
].toSorted();

/** The path that Slack posts to, below the public address of drover's HTTP server. */
const endpoint = '/slack/events';

export interface ManifestOptions {
  /** Public address of drover, for HTTP; not needed with Socket Mode. */
  readonly url?: string;
  readonly socket: boolean;
}

/**
 * The app manifest that Slack's "create app from manifest" takes, with what this version uses and nothing more.
 * Source: https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest({ url, socket }: ManifestOptions): Record<string, unknown> {
  const requestUrl = socket ? {} : { request_url: endpointAt(url) };
  return {
    _metadata: { major_version: 2 },
    display_information: {
      name: 'drover',
      description: 'Drives coding agents towards goals and reports in the thread',
    },
    features: {
      bot_user: { display_name: 'drover', always_online: true },
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      slash_commands: [
        {
          command: '/goal',
          ...(socket ? {} : { url: endpointAt(url) }),
          description: 'Dispatch and steer coding agents',
          usage_hint: 'run <what to do> | list | help',
          should_escape: true,
        },
      ],
    },
    oauth_config: { scopes: { bot: scopes } },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: Object.keys(eventScopes) },
      interactivity: { is_enabled: false },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}

/** A placeholder when the address is not known yet: Slack shows it, and the person fills it in. */
const endpointAt = (url: string | undefined): string =>
  `${(url ?? 'https://drover.example.com').replace(/\/+$/u, '')}${endpoint}`;
