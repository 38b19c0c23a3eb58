import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findTagged } from '../../../adapters/process/process-tree.ts';
import type { DroverProcess } from '../whole/drover-process.ts';
import { makeInstallation, type Installation } from '../whole/installation.ts';
import { openWorkspace, reply, typed, type Workspace } from '../whole/slack.ts';
import {
  createModelServer,
  type ModelRequest,
  type ModelServer,
} from '../model-server/create-model-server.ts';
import { inOrder, type Gated } from '../model-server/gate.ts';
import { until } from '../until.ts';

/** The whole program with the real Claude Code, a model that follows a script, and a Slack to talk to. */
export interface WholeClaude {
  readonly installation: Installation;
  readonly workspace: Workspace;
  readonly model: ModelServer;
  /** The newest start of drover. */
  drover: DroverProcess;
  /** What people typed in the channel and saw at once. */
  readonly asked: { readonly user: string; readonly text: string; readonly seen: string }[];
  close(): Promise<void>;
}

/** What is configured otherwise than usual. */
export interface ClaudeSettings {
  /** On top of what reaches the model. */
  readonly env?: Readonly<Record<string, string>>;
  readonly billing?: 'api' | 'subscription';
  /** How long people are waited for; nobody is there by default. */
  readonly escalation?: object;
}

export async function openWholeClaude(
  command: string,
  script: readonly Gated[],
  settings: ClaudeSettings = {},
): Promise<WholeClaude> {
  const [installation, workspace, model] = await Promise.all([
    makeInstallation(),
    openWorkspace(),
    createModelServer(inOrder(script)),
  ]);
  await installation.configure(configOf(command, installation, model, settings));
  const whole = {
    installation,
    workspace,
    model,
    drover: await installation.start(workspace.env('http')),
    asked: [],
    close: async () => {
      await installation.remove();
      await Promise.all([workspace.close(), model.close()]);
    },
  };
  return whole;
}

const configOf = (
  command: string,
  { repository }: Installation,
  model: ModelServer,
  { env = {}, billing = 'api', escalation }: ClaudeSettings,
) => ({
  ...(escalation === undefined ? {} : { escalation }),
  projects: {
    cart: { source: repository, accept: ['npm test'], agent: 'claude', channels: ['slack:C0GENERAL'] },
  },
  agents: {
    claude: {
      kind: 'claude',
      command,
      billing,
      env: { ANTHROPIC_BASE_URL: model.url, ANTHROPIC_API_KEY: 'sk-ant-no-key-at-all', ...env },
    },
  },
});

const targetOf = ({ drover }: WholeClaude) => ({ endpoint: `${drover.url}/slack/events` });

/** Types `/goal …`; answers what the person sees. */
export async function ask(whole: WholeClaude, user: string, text: string): Promise<string> {
  const body = await typed(whole.workspace.state, targetOf(whole), user, text);
  const { text: seen } = JSON.parse(body) as { text: string };
  whole.asked.push({ user, text, seen });
  return seen;
}

/** Replies in a thread. */
export const answerIn = (whole: WholeClaude, user: string, threadTs: string, text: string) =>
  reply(whole.workspace.state, targetOf(whole), user, threadTs, text);

/** Requests for the work itself, oldest first. */
export const turnsAsked = ({ model }: WholeClaude) => model.requests.filter(({ side }) => !side);

/** The text that a request ends with: what the agent was told last. */
export function lastWords(request: ModelRequest | undefined): string {
  const { messages } = JSON.parse(request?.raw ?? '{"messages":[]}') as { messages: Message[] };
  const content = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  return typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n');
}

interface Message {
  readonly role: string;
  readonly content: string | readonly { readonly text?: string }[];
}

/** The command line of one start of the agent. */
export async function argumentsOf(whole: WholeClaude, goal: string, start: string): Promise<string[]> {
  const meta = await readFile(join(whole.installation.home, 'turns', goal, start, 'meta.json'), 'utf8');
  return (JSON.parse(meta) as { args: string[] }).args;
}

/** The starts of the agent for a goal, by run and number; folders of checks alone are left out. */
export async function startsOf(whole: WholeClaude, goal: string): Promise<string[]> {
  const folder = join(whole.installation.home, 'turns', goal);
  const starts = await readdir(folder);
  return starts.filter((start) => existsSync(join(folder, start, 'meta.json'))).toSorted();
}

/** Processes of this home that are alive. */
export async function alive({ installation }: WholeClaude): Promise<number> {
  const home = (await readFile(join(installation.home, 'home-id'), 'utf8')).trim();
  return (await findTagged(`${home}/`)).length;
}

/** Waits until no process of this home is alive. */
export const untilNoneAlive = (whole: WholeClaude): Promise<true> =>
  until('every process of the agent to be gone', async () => ((await alive(whole)) === 0 ? true : undefined));
