import { messageText, modalText } from '../render-message.ts';
import { originalOf, responseTypes } from '../answers/respond.ts';
import type { EmulatorState, Interaction } from '../state/emulator-state.ts';
import type { Json } from '../state/things.ts';

/** What a person sees of an interaction at this moment. */
export interface Seen {
  readonly interactionId: string;
  /** How the application answered first, or that it did not in time, or how Discord refused its answer. */
  readonly outcome:
    | 'message'
    | 'deferred'
    | 'update'
    | 'deferred-update'
    | 'choices'
    | 'modal'
    | 'did-not-respond'
    | 'refused';
  readonly ephemeral: boolean;
  /** A deferred answer that still says “thinking…”. */
  readonly pending: boolean;
  /** The answer's message, the message that was updated, or the modal, as text. */
  readonly text: string;
  readonly messageId: string | undefined;
  /** How often the answer was edited after it was there. */
  readonly edits: number;
  readonly followups: readonly {
    readonly messageId: string;
    readonly text: string;
    readonly ephemeral: boolean;
  }[];
  readonly choices: readonly Json[] | undefined;
  readonly modal: Json | undefined;
  /** Why it was refused. */
  readonly detail: string | undefined;
}

const outcomes: Readonly<Record<number, Seen['outcome']>> = {
  [responseTypes.message]: 'message',
  [responseTypes.deferredMessage]: 'deferred',
  [responseTypes.deferredUpdate]: 'deferred-update',
  [responseTypes.update]: 'update',
  [responseTypes.choices]: 'choices',
  [responseTypes.modal]: 'modal',
};

/** What the person sees of it now; later edits and followups are in a later look. */
export function lookAt(state: EmulatorState, interactionId: string): Seen {
  const interaction = state.interactions.get(interactionId);
  if (interaction === undefined) throw new Error(`no interaction ${interactionId}`);
  const message = originalOf(interaction);
  return {
    interactionId,
    outcome: outcomeOf(interaction),
    ephemeral: interaction.ephemeral,
    pending: interaction.pending,
    text: textOf(interaction),
    messageId: message?.id,
    edits: message?.edits ?? 0,
    followups: interaction.followups.map((one) => ({
      messageId: one.id,
      text: messageText(one),
      ephemeral: one.onlyFor !== undefined,
    })),
    choices: interaction.choices,
    modal: interaction.modal,
    detail: interaction.failure,
  };
}

function outcomeOf(interaction: Interaction): Seen['outcome'] {
  if (interaction.failure !== undefined)
    return interaction.failure === 'did-not-respond' ? 'did-not-respond' : 'refused';
  return outcomes[interaction.response ?? 0] ?? 'did-not-respond';
}

function textOf(interaction: Interaction): string {
  if (interaction.modal !== undefined) return modalText(interaction.modal);
  const message = originalOf(interaction);
  return message === undefined ? '' : messageText(message);
}
