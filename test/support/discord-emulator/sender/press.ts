import { allComponents, kinds, selectKinds, type Component } from '../checks/components.ts';
import { interactionTypes } from '../answers/respond.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { StoredMessage } from '../state/things.ts';
import { interact, type Target } from './interact.ts';
import type { Seen } from './seen.ts';

export interface Press {
  readonly message: string;
  readonly user: string;
  /** Which one: by its `custom_id`, or by the words on it. */
  readonly customId?: string | undefined;
  readonly label?: string | undefined;
  /** Pressed in a client that shows an older state: the button need not be there any more. */
  readonly stale?: boolean | undefined;
}

/** A person presses a button of a message. What Discord's client would not let through throws. */
export async function clickButton(state: EmulatorState, target: Target, press: Press): Promise<Seen> {
  const message = messageOf(state, press.message, press.user);
  const customId = press.stale === true ? (press.customId ?? '') : pressable(message, press).custom_id;
  if (customId === undefined) throw new Error('a link is opened by the client itself');
  return await interact(state, target, {
    type: interactionTypes.component,
    name: customId,
    user: press.user,
    channel: message.channel,
    data: { custom_id: customId, component_type: kinds.button, id: 1 },
    source: message,
  });
}

/** A person chooses from a select of a message; `values` are values, for people and roles ids. */
export async function choose(
  state: EmulatorState,
  target: Target,
  press: Press & { readonly values: readonly string[] },
): Promise<Seen> {
  const message = messageOf(state, press.message, press.user);
  const select = allComponents(message.components).find(
    (one) => selectKinds.includes(one.type) && isMeant(one, press),
  );
  if (select === undefined) throw new Error(`message ${press.message} has no such select`);
  assertChosen(select, press.values);
  return await interact(state, target, {
    type: interactionTypes.component,
    name: select.custom_id ?? '',
    user: press.user,
    channel: message.channel,
    data: {
      custom_id: select.custom_id,
      component_type: select.type,
      id: 1,
      values: press.values,
      resolved: {},
    },
    source: message,
  });
}

function pressable(message: StoredMessage, press: Press): Component {
  const buttons = allComponents(message.components).filter((one) => one.type === kinds.button);
  const button = buttons.find((one) => isMeant(one, press));
  if (button === undefined)
    throw new Error(
      `message ${message.id} has no such button, but: ${buttons.map((one) => one.label).join(', ')}`,
    );
  if (button.disabled === true) throw new Error(`the button ${button.label ?? ''} is switched off`);
  return button;
}

const isMeant = (one: Component, press: Press): boolean =>
  press.customId === undefined
    ? press.label === undefined || one.label === press.label || one.placeholder === press.label
    : one.custom_id === press.customId;

/** What may be chosen: as many as the select says, from its options. */
export function assertChosen(select: Component, values: readonly string[]): void {
  const offered = select.options?.map((option) => option.value);
  const unknown = values.find((value) => offered?.includes(value) === false);
  if (unknown !== undefined) throw new Error(`the select does not offer ${unknown}`);
  const least = select.min_values ?? 1;
  const most = select.max_values ?? 1;
  if (values.length < least || values.length > most)
    throw new Error(`the select takes between ${least} and ${most} values`);
}

/** The message, if this person sees it. */
export function messageOf(state: EmulatorState, id: string, user: string): StoredMessage {
  const message = [...state.channels.values()]
    .flatMap((channel) => channel.messages)
    .find((one) => one.id === id);
  if (message === undefined) throw new Error(`no message ${id}`);
  if (message.onlyFor !== undefined && message.onlyFor !== user)
    throw new Error(`only ${message.onlyFor} sees message ${id}`);
  return message;
}
