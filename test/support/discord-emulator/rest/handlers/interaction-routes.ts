import { deleteMessage } from '../../acts/post-message.ts';
import { messageJson } from '../../json/message-json.ts';
import type { EmulatorState, Interaction } from '../../state/emulator-state.ts';
import type { StoredMessage } from '../../state/things.ts';
import { answerMessage, editOriginal, liveInteraction, originalOf, respond } from '../../answers/respond.ts';
import { errors, isAnswer, noContent, ok, type Call, type RestAnswer } from '../rest-answer.ts';
import { rewriteMessage } from '../../answers/write-message.ts';

/** POST /interactions/:interaction/:token/callback */
export function callback(call: Call): RestAnswer {
  const interaction = call.state.interactions.get(call.params['interaction'] ?? '');
  if (interaction?.token !== call.params['token'] || interaction === undefined)
    return errors.unknownInteraction;
  const answer = respond(call.state, interaction, call);
  if (answer.status !== 204 || call.query.get('with_response') !== 'true') return answer;
  return ok(resource(call.state, interaction));
}

/** What `with_response` shows: the interaction, and the message that came of it. */
function resource(state: EmulatorState, interaction: Interaction): unknown {
  const message = originalOf(interaction);
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channel,
      response_message_ephemeral: interaction.ephemeral,
      response_message_loading: interaction.pending,
      ...(message === undefined ? {} : { response_message_id: message.id }),
    },
    resource: {
      type: interaction.response,
      ...(message === undefined ? {} : { message: messageJson(state, message) }),
    },
  };
}

/** POST /webhooks/:application/:token: a further answer. The first after a deferral fills the placeholder. */
export function followUp(call: Call): RestAnswer {
  const { state } = call;
  const interaction = liveOf(call);
  if (isAnswer(interaction)) return interaction;
  if (interaction.pending) {
    const message = editOriginal(state, interaction, call);
    return isAnswer(message) ? message : ok(messageJson(state, message));
  }
  const message = answerMessage(state, interaction, call);
  if (isAnswer(message)) return message;
  interaction.followups.push(message);
  return ok(messageJson(state, message));
}

/** GET /webhooks/:application/:token/messages/:message */
export function getAnswer(call: Call): RestAnswer {
  const found = answerOf(call);
  return isAnswer(found) ? found : ok(messageJson(call.state, found.message));
}

/** PATCH /webhooks/:application/:token/messages/:message */
export function editAnswer(call: Call): RestAnswer {
  const found = answerOf(call);
  if (isAnswer(found)) return found;
  const { interaction, message } = found;
  const isOriginal = message === originalOf(interaction);
  const edited = isOriginal
    ? editOriginal(call.state, interaction, call)
    : (rewriteMessage(call.state, message, call) ?? message);
  return isAnswer(edited) ? edited : ok(messageJson(call.state, edited));
}

/** DELETE /webhooks/:application/:token/messages/:message */
export function deleteAnswer(call: Call): RestAnswer {
  const found = answerOf(call);
  if (isAnswer(found)) return found;
  const channel = call.state.channels.get(found.message.channel);
  if (channel !== undefined) deleteMessage(call.state, channel, found.message.id);
  if (found.message === found.interaction.original) {
    found.interaction.original = undefined;
    found.interaction.pending = false;
  }
  return noContent;
}

const liveOf = ({ state, params }: Call): Interaction | RestAnswer =>
  params['application'] === state.applicationId
    ? liveInteraction(state, params['token'] ?? '')
    : errors.unknownWebhook;

function answerOf(call: Call): { interaction: Interaction; message: StoredMessage } | RestAnswer {
  const interaction = liveOf(call);
  if (isAnswer(interaction)) return interaction;
  const { message: id } = call.params;
  const message =
    id === '@original'
      ? originalOf(interaction)
      : [interaction.original, ...interaction.followups].find((one) => one?.id === id);
  return message === undefined ? errors.unknownMessage : { interaction, message };
}
