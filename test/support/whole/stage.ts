import { addChannel, type EmulatorState } from '../slack-emulator/emulator-state.ts';
import { commandForm, postSigned, typeCommand, type HttpAnswer } from '../slack-emulator/sender.ts';
import type { DroverProcess } from './drover-process.ts';
import { makeInstallation, type Installation } from './installation.ts';
import { general, openWorkspace, type Workspace } from './slack.ts';

/** A whole installation with a Slack workspace, in front of which people type. */
export interface Stage {
  readonly installation: Installation;
  readonly workspace: Workspace;
  readonly state: EmulatorState;
  /** The drover that runs now: another one after `restart`. */
  drover: DroverProcess;
  /** Where Slack reaches the drover that runs now. */
  endpoint(): string;
  /** Types `/goal …`; answers the body that this person sees at once. */
  type(user: string, text: string, channel?: string): Promise<string>;
  /** Starts drover again on the same home. */
  restart(args?: readonly string[]): Promise<DroverProcess>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** What differs from the usual configuration; may depend on the path of the repository. */
  readonly config?: Parameters<typeof makeInstallation>[0];
  /** Channels beside the usual one. */
  readonly channels?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Words after `start`. */
  readonly args?: readonly string[];
}

/** Opens the workspace and starts drover in it, reached over HTTP. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const installation = await makeInstallation(options.config);
  const workspace = await openWorkspace();
  const { state } = workspace;
  for (const channel of options.channels ?? []) addChannel(state, channel);
  const start = (args = options.args) =>
    installation.start({ ...workspace.env('http'), ...options.env }, args);
  const stage: Stage = {
    installation,
    workspace,
    state,
    drover: await start(),
    endpoint: () => `${stage.drover.url}/slack/events`,
    type: async (user, text, channel = general) =>
      (await typeCommand(state, { endpoint: stage.endpoint() }, { channel, user, text })).seen,
    restart: async (args) => (stage.drover = await start(args)),
    close: async () => {
      await installation.remove();
      await workspace.close();
    },
  };
  return stage;
}

/** One slash command as Slack sends it, word for word: mentions and links are in Slack's own notation. */
export const commandBody = (state: EmulatorState, user: string, text: string): string =>
  new URLSearchParams({ ...commandForm(state, { channel: general, user, text: '' }), text }).toString();

/** Delivers the body of a command; the same body twice is the same command delivered twice. */
export const deliverCommand = (
  stage: Stage,
  body: string,
  forgery?: Parameters<typeof postSigned>[4],
): Promise<HttpAnswer> =>
  postSigned(stage.state, stage.endpoint(), 'application/x-www-form-urlencoded', body, forgery);
