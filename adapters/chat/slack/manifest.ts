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
  'usergroups.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
};

/** Methods that are called only where the app is declared an agent. */
export const agentMethodScopes: Readonly<Record<string, readonly string[]>> = {
  'agents.sessions.setStatus': ['assistant:write'],
};

/** Which scope each subscribed event needs. Source: https://docs.slack.dev/reference/events */
export const eventScopes: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  reaction_added: ['reactions:read'],
};

/** Events that exist only where the app is declared an agent. */
export const agentEventScopes: Readonly<Record<string, readonly string[]>> = {
  agent_session_stopped: [],
};

/** Everything that the app asks for; `commands` is the scope of slash commands themselves. */
export function scopesFor(agent: boolean): readonly string[] {
  const needed = [methodScopes, eventScopes, ...(agent ? [agentMethodScopes, agentEventScopes] : [])];
  return [...new Set(['commands', ...needed.flatMap((one) => Object.values(one).flat())])].toSorted();
}

/** The path that Slack posts to, below the public address of drover's HTTP server. */
const endpoint = '/slack/events';

const description = 'Drives coding agents towards goals and reports in the thread';

export interface ManifestOptions {
  /** Public address of drover, for HTTP; not needed with Socket Mode. */
  readonly url?: string;
  readonly socket: boolean;
  /** Declares the app an agent; Slack does not let that be taken back. */
  readonly agent?: boolean;
}

/** What stands in Slack's menus. Source: https://docs.slack.dev/interactivity/implementing-shortcuts */
const shortcuts = [
  {
    name: 'Start a goal',
    type: 'global',
    callback_id: 'goal_run',
    description: 'Give an agent something to do',
  },
  {
    name: 'Goal from message',
    type: 'message',
    callback_id: 'goal_run_message',
    description: 'Start a goal with what this message says',
  },
  {
    name: 'Pause this goal',
    type: 'message',
    callback_id: 'goal_pause',
    description: 'Pause the goal of this thread',
  },
  {
    name: 'Stop this goal',
    type: 'message',
    callback_id: 'goal_stop',
    description: 'End the running turn of the goal of this thread',
  },
];

/**
 * The app manifest that Slack's "create app from manifest" takes, with what this version uses and nothing more.
 * Source: https://docs.slack.dev/reference/app-manifest
 */
export function slackManifest({ url, socket, agent = false }: ManifestOptions): Record<string, unknown> {
  const requestUrl = socket ? {} : { request_url: endpointAt(url) };
  return {
    _metadata: { major_version: 2 },
    display_information: {
      name: 'drover',
      description,
    },
    features: {
      bot_user: { display_name: 'drover', always_online: true },
      app_home: {
        home_tab_enabled: true,
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
      shortcuts,
      ...(agent ? { agent_view: { agent_description: description } } : {}),
    },
    oauth_config: { scopes: { bot: scopesFor(agent) } },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: eventsFor(agent) },
      interactivity: { is_enabled: true, ...requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}

const eventsFor = (agent: boolean): readonly string[] => [
  ...Object.keys(eventScopes),
  ...(agent ? Object.keys(agentEventScopes) : []),
];

/** A placeholder when the address is not known yet: Slack shows it, and the person fills it in. */
const endpointAt = (url: string | undefined): string =>
  `${(url ?? 'https://drover.example.com').replace(/\/+$/u, '')}${endpoint}`;
