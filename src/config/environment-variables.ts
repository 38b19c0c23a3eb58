/** One variable that drover reads. */
export interface VariableSpec {
  readonly name: string;
  /** As people read it; absent: nothing is assumed. */
  readonly fallback?: string;
  readonly help: string;
  /** Its value is a secret: never shown, taken out of everything that leaves. */
  readonly secret?: true;
  /** What `.env.example` shows; not a real credential. */
  readonly example?: string;
}

/** Every variable that this version reads, in the order of `.env.example`. */
export const variables: readonly VariableSpec[] = [
  {
    name: 'DROVER_HOME',
    fallback: './.drover',
    help: 'Folder for state, worktrees and logs; made with mode 0700.',
  },
  {
    name: 'DROVER_CONFIG',
    fallback: 'drover.config.ts, .js or .json, the first that exists',
    help: 'The configuration file. One that is named here and does not exist is an error.',
  },
  { name: 'HOST', fallback: '127.0.0.1', help: 'Address of the HTTP server.' },
  { name: 'PORT', fallback: '8787', help: 'Port of the HTTP server; 0 picks a free one and logs it.' },
  {
    name: 'DROVER_TOKEN',
    fallback: 'generated into $DROVER_HOME/token (mode 0600)',
    help: 'Bearer token of the HTTP API.',
    secret: true,
  },
  {
    name: 'DROVER_URL',
    fallback: 'from $DROVER_HOME/locks/owner.json',
    help: 'Where `drover goal` finds a running drover.',
    example: 'http://127.0.0.1:8787',
  },
  {
    name: 'SLACK_BOT_TOKEN',
    help: 'Bot token of the Slack app; switches Slack on. Needs SLACK_SIGNING_SECRET or SLACK_APP_TOKEN beside it.',
    secret: true,
    example: 'xoxb-',
  },
  {
    name: 'SLACK_SIGNING_SECRET',
    help: 'Signing secret of the Slack app: events over HTTP at POST /slack/events.',
    secret: true,
  },
  {
    name: 'SLACK_APP_TOKEN',
    help: 'App-level token of the Slack app: Socket Mode, no public URL needed.',
    secret: true,
    example: 'xapp-',
  },
  {
    name: 'SLACK_API_URL',
    fallback: "Slack's",
    help: 'Base of the Slack Web API (…/api/), for proxies and tests.',
    example: 'https://slack.com/api/',
  },
  {
    name: 'DISCORD_TOKEN',
    help: 'Token of the Discord bot; switches Discord on. Needs DISCORD_APPLICATION_ID beside it.',
    secret: true,
  },
  { name: 'DISCORD_APPLICATION_ID', help: 'Application ID of the Discord application.' },
  {
    name: 'DISCORD_PUBLIC_KEY',
    help: 'Public key of the Discord application: also interactions over HTTP at POST /discord/interactions.',
  },
  {
    name: 'DISCORD_API_URL',
    fallback: "Discord's",
    help: 'Base of the Discord REST interface without version (…/api), for proxies and tests.',
    example: 'https://discord.com/api',
  },
  { name: 'LOG_LEVEL', fallback: 'info', help: 'trace, debug, info, warn, error, fatal or silent.' },
  {
    name: 'LOG_PRETTY',
    fallback: 'true on a terminal',
    help: 'Log lines for people (true) or JSON (false).',
  },
  {
    name: 'NATS_URL',
    help: 'Server on which hooks of kind nats publish: nats://user:password@host:4222, or nats://token@host. Nothing else of drover is published there.',
    secret: true,
    example: 'nats://127.0.0.1:4222',
  },
  {
    name: 'ANTHROPIC_API_KEY',
    help: 'For agents of kind claude, unless agents.<name>.env says otherwise. Also ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL, ANTHROPIC_MODEL, CLAUDE_CODE_OAUTH_TOKEN.',
    secret: true,
    example: 'sk-ant-',
  },
  {
    name: 'LOCAL_LLM_URL',
    help: 'Base URL of a small model that speaks the OpenAI protocol; switches the helper model on. docs/helper-model.md.',
    example: 'http://127.0.0.1:11434/v1',
  },
  { name: 'LOCAL_LLM_MODEL', help: 'Which model is asked there; needed unless helper.model names one.' },
  {
    name: 'LOCAL_LLM_API_KEY',
    help: 'Its key; without one requests go without.',
    secret: true,
  },
];

/** Named by the design, not read by this version: whoever sets one is told so. */
export const variablesNotBuilt: readonly string[] = [
  'GITHUB_WEBHOOK_SECRET',
  'GITHUB_TOKEN',
  'GITHUB_APP_ID',
  'GITHUB_APP_PRIVATE_KEY',
  'GITHUB_API_URL',
  'GITEA_URL',
  'GITEA_TOKEN',
  'DATABASE_URL',
];

/** What an agent of kind claude may see when its configuration does not say. */
export const claudeVariables: readonly string[] = [
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'ANTHROPIC_BASE_URL',
  'ANTHROPIC_MODEL',
  'CLAUDE_CODE_OAUTH_TOKEN',
];

/** With one of these Claude Code is billed by the token, whatever login it has. Source: Claude Code 2.1.328. */
export const claudeKeys: readonly string[] = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'];

/** Variables with drover's own credentials and settings: no agent ever gets one. */
export const isDroversOwn = (name: string): boolean =>
  /^(?:SLACK|DROVER|GITHUB|GITEA|DISCORD)_/i.test(name) || /^(?:DATABASE_URL|NATS_URL)$/i.test(name);

/** Whether a variable of this name usually holds a secret. */
export const namesSecret = (name: string): boolean =>
  /(?:^|_|-)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASS|PASSPHRASE|CREDENTIALS?|AUTH|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|KEY)S?$/i.test(
    name,
  );
