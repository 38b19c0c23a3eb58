import { z } from 'zod';
import { newMessage, postMessage } from '../acts/post-message.ts';
import { modalWrongs } from '../checks/check-modal.ts';
import { note, textWrong, wrong, type Wrong } from '../checks/wrong.ts';
import { nextId, now, type EmulatorState, type Interaction } from '../state/emulator-state.ts';
import { messageFlags, type Json, type StoredMessage } from '../state/things.ts';
import { errors, invalidForm, isAnswer, noContent, type RestAnswer } from '../rest/rest-answer.ts';
import { rewriteMessage, writeMessage, type Written } from './write-message.ts';

/** Types of interactions and of their first responses. */
export const interactionTypes = { ping: 1, command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export const responseTypes = {
  pong: 1,
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

const ResponseSchema = z.looseObject({ type: z.number(), data: z.record(z.string(), z.unknown()).nullish() });

/** A first response; it comes within three seconds, once, and fits its interaction. */
export function respond(state: EmulatorState, interaction: Interaction, written: Written): RestAnswer {
  const given = ResponseSchema.safeParse(written.body);
  if (!given.success)
    return invalidForm(state, wrong('type', 'BASE_TYPE_REQUIRED', 'This field is required'));
  const { type } = given.data;
  const data = given.data.data ?? {};
  if (interaction.response !== undefined) return errors.alreadyAcknowledged;
  if (isLate(state, interaction)) return errors.unknownInteraction;
  if (!isFitting(interaction, type))
    return invalidForm(state, wrong('type', 'BASE_TYPE_CHOICES', `Type ${type} is no answer to this.`));
  const refused = perform(state, interaction, type, { body: data, files: written.files });
  if (refused !== undefined) return refused;
  interaction.response = type;
  interaction.answered();
  return noContent;
}

function isLate(state: EmulatorState, interaction: Interaction): boolean {
  const tookMs = now(state) - interaction.sentAt;
  if (interaction.failure === undefined && tookMs <= state.responseMs) return false;
  note(state, {
    kind: 'late-response',
    detail: `${tookMs} ms after the interaction`,
    channel: interaction.channel,
  });
  return true;
}

function isFitting({ type, source }: Interaction, response: number): boolean {
  const { message, deferredMessage, deferredUpdate, update, choices, modal, pong } = responseTypes;
  const posts: readonly number[] = [message, deferredMessage];
  const updates: readonly number[] = [deferredUpdate, update];
  if (type === interactionTypes.ping) return response === pong;
  if (type === interactionTypes.autocomplete) return response === choices;
  if (posts.includes(response)) return true;
  if (updates.includes(response)) return source !== undefined;
  return response === modal && type !== interactionTypes.modal;
}

function perform(
  state: EmulatorState,
  interaction: Interaction,
  type: number,
  written: Written & { readonly body: Json },
): RestAnswer | undefined {
  switch (type) {
    case responseTypes.message:
      return postAnswer(state, interaction, written);
    case responseTypes.deferredMessage:
      return postPlaceholder(state, interaction, written.body);
    case responseTypes.update:
      return interaction.source === undefined
        ? undefined
        : rewriteMessage(state, interaction.source, written);
    case responseTypes.choices:
      return takeChoices(state, interaction, written.body);
    case responseTypes.modal:
      return takeModal(state, interaction, written.body);
    default:
      return undefined;
  }
}

function postAnswer(
  state: EmulatorState,
  interaction: Interaction,
  written: Written,
): RestAnswer | undefined {
  const message = answerMessage(state, interaction, written);
  if (isAnswer(message)) return message;
  interaction.original = message;
  interaction.ephemeral = message.onlyFor !== undefined;
  return undefined;
}

/** A message by way of an interaction: seen by everybody, or with the flag by the person alone. */
export function answerMessage(
  state: EmulatorState,
  interaction: Interaction,
  written: Written,
): StoredMessage | RestAnswer {
  const channel = state.channels.get(interaction.channel);
  if (channel === undefined) return errors.unknownChannel;
  const flags = Number((written.body as Json | undefined)?.['flags'] ?? 0);
  const message = writeMessage(state, written, {
    ...answerFields(interaction, (flags & messageFlags.ephemeral) !== 0),
    channel: channel.id,
  });
  return isAnswer(message) ? message : postMessage(state, channel, message);
}

function answerFields(interaction: Interaction, ephemeral: boolean): Partial<StoredMessage> {
  return {
    type: interaction.type === interactionTypes.command ? 20 : 19,
    interaction: { id: interaction.id, name: interaction.name, user: interaction.user },
    flags: ephemeral ? messageFlags.ephemeral : 0,
    ...(ephemeral ? { onlyFor: interaction.user } : {}),
  };
}

/** “drover is thinking…”: whether it is ephemeral is settled now. */
function postPlaceholder(state: EmulatorState, interaction: Interaction, data: Json): RestAnswer | undefined {
  const channel = state.channels.get(interaction.channel);
  if (channel === undefined) return errors.unknownChannel;
  const fields = answerFields(interaction, (Number(data['flags'] ?? 0) & messageFlags.ephemeral) !== 0);
  const base = { id: nextId(state), channel: channel.id, author: state.bot.id, at: now(state) };
  const message = newMessage({ ...base, ...fields, flags: (fields.flags ?? 0) | messageFlags.loading });
  interaction.original = postMessage(state, channel, message);
  interaction.ephemeral = message.onlyFor !== undefined;
  interaction.pending = true;
  return undefined;
}

/** Edits the answer, or fills the placeholder of a deferral; after a deferred update the message with the button. */
export function editOriginal(
  state: EmulatorState,
  interaction: Interaction,
  written: Written,
): RestAnswer | StoredMessage {
  const message = originalOf(interaction);
  if (message === undefined) return errors.unknownMessage;
  const edits = message.edits;
  const refused = rewriteMessage(state, message, written);
  if (refused !== undefined) return refused;
  if (interaction.pending) {
    interaction.pending = false;
    // What fills the placeholder is no edit to the one who reads it.
    message.edits = edits;
    message.editedAt = undefined;
  }
  return message;
}

/** What `@original` means: the answer; for updates the message that was clicked. */
export const originalOf = (interaction: Interaction): StoredMessage | undefined =>
  interaction.original ??
  (interaction.response === responseTypes.deferredUpdate || interaction.response === responseTypes.update
    ? interaction.source
    : undefined);

const ChoiceSchema = z.array(z.looseObject({ name: z.string(), value: z.union([z.string(), z.number()]) }));

function takeChoices(state: EmulatorState, interaction: Interaction, data: Json): RestAnswer | undefined {
  const choices = ChoiceSchema.safeParse(data['choices']);
  if (!choices.success)
    return invalidForm(state, wrong('data.choices', 'BASE_TYPE_REQUIRED', 'This field is required'));
  const all: readonly Wrong[] = [
    ...(choices.data.length > 25
      ? wrong('data.choices', 'BASE_TYPE_BAD_LENGTH', 'Must be between 0 and 25 in length.')
      : []),
    ...choices.data.flatMap((choice, at) => [
      ...textWrong(`data.choices.${at}.name`, choice.name, 100, 1),
      ...textWrong(`data.choices.${at}.value`, String(choice.value), 100, 1),
    ]),
  ];
  if (all.length > 0) return invalidForm(state, all, interaction.channel);
  interaction.choices = choices.data;
  return undefined;
}

function takeModal(state: EmulatorState, interaction: Interaction, data: Json): RestAnswer | undefined {
  const all = modalWrongs(data);
  if (all.length > 0) return invalidForm(state, all, interaction.channel);
  interaction.modal = data;
  return undefined;
}

/** The interaction behind a token while it lives: fifteen minutes, and only after a first response. */
export function liveInteraction(state: EmulatorState, token: string): Interaction | RestAnswer {
  const interaction = [...state.interactions.values()].find((one) => one.token === token);
  if (interaction === undefined) return errors.unknownWebhook;
  if (now(state) - interaction.sentAt > 15 * 60_000) {
    note(state, { kind: 'expired-token', detail: interaction.id, channel: interaction.channel });
    return errors.invalidToken;
  }
  return interaction.response === undefined ? errors.unknownWebhook : interaction;
}
