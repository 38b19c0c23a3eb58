import { nextTs, type EmulatorState } from '../emulator-state.ts';
import type { Target } from '../sender.ts';
import { findControl, findOption, lookAt, type FoundControl, type Spot } from './find-control.ts';
import { sendInteraction } from './send-interaction.ts';
import type { Acked } from './within-patience.ts';
import { newResponseUrl, newTrigger } from './trigger.ts';
import { userOf } from './user.ts';

/** Who presses what, and where. */
export type Press = Spot & {
  readonly user: string;
  /** Action id, label or value of the control. */
  readonly control: string;
  /** What the person says to the question whether it is meant; `accept` unless told otherwise. */
  readonly confirm?: 'accept' | 'deny';
};

/** What pressing came to. */
export interface Pressed extends Acked {
  /** The question that Slack asked first, if the control has one. */
  readonly asked?: string;
  /** For what is answered through the response_url; absent in views and when nothing was sent. */
  readonly responseId?: string;
  readonly triggerId?: string;
}

/**
 * Presses a button that is there. One that asks whether it is meant sends nothing when the answer is no.
 * @throws when there is no such button at that place
 */
export async function clickButton(state: EmulatorState, target: Target, press: Press): Promise<Pressed> {
  const found = findControl(lookAt(state, press).blocks, press.control);
  if (found.control.type !== 'button') throw new Error(`${press.control} is a ${found.control.type}`);
  const { text, value, url } = found.control;
  return await act(state, target, press, found, { text, value, ...(url === undefined ? {} : { url }) });
}

/** Chooses an option of a select, an overflow menu or radio buttons. */
export async function choose(
  state: EmulatorState,
  target: Target,
  press: Press & { readonly option: string },
): Promise<Pressed> {
  const found = findControl(lookAt(state, press).blocks, press.control);
  const isPerson = found.control.type === 'users_select';
  const chosen = isPerson
    ? { selected_user: press.option }
    : { selected_option: findOption(found.control, press.option) };
  return await act(state, target, press, found, chosen);
}

async function act(
  state: EmulatorState,
  target: Target,
  press: Press,
  found: FoundControl,
  chosen: Record<string, unknown>,
): Promise<Pressed> {
  const { control } = found;
  const asked =
    control.confirm === undefined
      ? {}
      : { asked: `${control.confirm.title.text}: ${control.confirm.text.text}` };
  if (control.confirm !== undefined && press.confirm === 'deny')
    return { acked: false, seen: '', payload: undefined, ...asked };
  const triggerId = newTrigger(state, press.user);
  const response =
    'channel' in press
      ? newResponseUrl(state, { user: press.user, channel: press.channel, ts: press.messageTs })
      : undefined;
  const action = {
    type: control.type,
    action_id: found.actionId,
    block_id: found.blockId,
    action_ts: nextTs(state),
    ...chosen,
  };
  const payload = {
    type: 'block_actions',
    ...userOf(state, press.user),
    trigger_id: triggerId,
    ...lookAt(state, press).told,
    ...(response === undefined ? {} : { response_url: response.url }),
    state: { values: {} },
    actions: [action],
  };
  const acked = await sendInteraction(state, target, payload);
  return { ...acked, ...asked, triggerId, ...(response === undefined ? {} : { responseId: response.id }) };
}
