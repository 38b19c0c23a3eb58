import { variables, variablesNotBuilt } from '../environment-variables.ts';
import { keyRows } from './key-rows.ts';

/** The text of docs/configuration.md, generated from the schema and the table of variables. */
export const configurationDocument = (): string =>
  [introduction, example, keySection(), rulesSection, variableSection()].join('\n');

const introduction = `# Configuration

This page is generated from the schema; a test keeps it true.

drover reads variables (the environment, then \`.env\` in the folder where it is started) and one configuration file:
\`drover.config.ts\`, \`.js\` or \`.json\` in that folder, the first that exists, or the one that \`DROVER_CONFIG\` names.
Without a file everything has its default; without a project drover starts and says that goals cannot be given yet.

Every problem is reported at once, with the key or variable, its value (secrets masked) and a hint, and nothing starts
half-configured. A key that drover does not know is a problem, so that a slip of the pen cannot switch a limit off.
\`drover config\` prints what is in force; \`drover doctor\` checks it.
`;

const example = `## Example

\`\`\`ts
// drover.config.ts
export default {
  projects: {
    shop: {
      source: '~/code/shop', // or https://…, git@…
      base: 'main',
      accept: ['npm test', { kind: 'shell', command: 'npm run lint', timeout: '2m' }],
      fallback: ['local', 'claude:sonnet'],
      budget: { turns: 20, time: '2h', cost: 10 },
      channels: ['slack:C0123ABCD'],
      access: { run: ['slack:U0123ABCD'] },
    },
  },
  agents: {
    claude: { kind: 'claude', models: ['sonnet', 'opus'], turnTimeout: '45m' },
    // the same program with another endpoint and another key
    local: {
      kind: 'claude',
      env: { ANTHROPIC_BASE_URL: 'http://127.0.0.1:8080', ANTHROPIC_AUTH_TOKEN: { from: 'LOCAL_MODEL_KEY' } },
    },
  },
  access: { view: ['slack:U0456EFGH'], admin: ['local'] },
  purses: { user: { day: 20 }, channel: { month: 300 }, global: { month: 1000 } },
};
\`\`\`
`;

const keySection = (): string => `## Keys

A time is written \`90s\`, \`30m\`, \`2h\`, \`1h30m\`, \`1d\`, or as a number of milliseconds. A count is a number, or \`500k\`, \`2M\`.
A size is a number of bytes, or \`500MB\`, \`20GB\` (steps of 1024).
Dollars are a number, or \`$5\`, \`2.50usd\`. An asterisk marks what must be given.

| key | value | default | meaning |
| --- | --- | --- | --- |
${keyRows()
  .map(
    (row) =>
      `| ${[`\`${row.path}\`${row.required ? ' *' : ''}`, row.value, row.fallback, row.meaning].map(cell).join(' | ')} |`,
  )
  .join('\n')}
`;

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');

const rulesSection = `## What must fit together

- \`projects.<name>.agent\` names a configured agent, and \`model\` one of that agent's \`models\` when it lists any.
- \`fallback\` names configured agents (\`agent\` or \`agent:model\`), each once, and not the pair that the project begins with.
- A channel belongs to one project. Names of projects differ by more than case.
- A \`source\` holds no password; git's credential helper or an ssh key of yours does.
- An agent of kind \`scripted\` has a \`script\` or \`args: ["script.json"]\`; no other kind has a \`script\`.
- \`price\` is for agents that report tokens and no dollars: not for kind \`claude\`, and not with \`billing: "subscription"\`. It lists
  \`default\`, and only models that the agent has in \`models\` when it lists any.
- With \`billing: "subscription"\` the agent gets neither ANTHROPIC_API_KEY nor ANTHROPIC_AUTH_TOKEN, also when its \`env\` lists them,
  so that Claude Code uses its login. No dollars are counted: budgets of cost and purses say nothing about its goals.
- A hook of kind \`shell\` needs \`shellHooks: true\`; one that dispatches names a configured project; two hooks of one project have
  two names. A webhook is https, or http to this machine, without user and password in it; its \`secret\` is the name of a variable
  that is there for nothing else. Each entry of \`notify\` names one channel or one webhook. [hooks.md](hooks.md) tells more.
- A purse limits what all goals of one person (channel, project, everybody) may spend together in a day or a month of UTC. Before a
  turn its expected cost is set aside from every purse that it belongs to; when one holds less, the goal waits.
- The helper model is where \`helper.url\` (or LOCAL_LLM_URL) or \`helper.provider\` says. It needs a model, the provider’s own
  endpoint also a key, and \`dailyCap.usd\` a \`price\`. The file wins over the variables. \`helpers\` switches single uses off.
- No agent is given a variable of drover's own (\`DROVER_… SLACK_… GITHUB_… GITEA_… DISCORD_… DATABASE_URL NATS_URL\`), nor one of
  drover's secrets under another name. \`HOME\` is decided by \`home\`.
- \`{from: "OTHER"}\` names a variable that is set. A name in a list that is not set is passed over, and said so at start.
- Rights are given to \`slack:U…\` (a person) and \`local\` (the operator at the machine). An empty list means nobody, except that
  \`local\` may always *run*. A role includes those before it: view, run, approve, admin.
- \`SLACK_BOT_TOKEN\` needs \`SLACK_SIGNING_SECRET\` (events over HTTP) or \`SLACK_APP_TOKEN\` (Socket Mode), or both.
`;

const variableSection = (): string => `## Variables

An empty variable counts as unset. ◆ marks secrets: they are never shown, and taken out of everything that drover writes.

| variable | default | meaning |
| --- | --- | --- |
${variables.map(({ name, fallback, help, secret }) => `| ${[`\`${name}\`${secret ? ' ◆' : ''}`, fallback ?? '–', help].map(cell).join(' | ')} |`).join('\n')}

Not built yet; when one is set, drover says that it is ignored: ${variablesNotBuilt.map((name) => `\`${name}\``).join(', ')}.
`;
