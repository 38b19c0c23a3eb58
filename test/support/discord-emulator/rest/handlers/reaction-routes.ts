import { addReaction, removeReaction } from '../../acts/reactions.ts';
import { userJson } from '../../json/user-json.ts';
import { openMessage, seenMessage } from '../find.ts';
import { errors, isAnswer, noContent, ok, type Call, type RestAnswer } from '../rest-answer.ts';

/** PUT …/reactions/:emoji/@me */
export function putReaction(call: Call): RestAnswer {
  const found = openMessage(call);
  if (isAnswer(found)) return found;
  if (found.channel.denied.has('react')) return errors.missingPermissions;
  const emoji = call.params['emoji'] ?? '';
  if (!isEmoji(emoji)) return errors.unknownEmoji;
  addReaction(call.state, found.message, { emoji, user: call.state.bot.id });
  return noContent;
}

/** DELETE …/reactions/:emoji/@me */
export function deleteReaction(call: Call): RestAnswer {
  const found = openMessage(call);
  if (isAnswer(found)) return found;
  removeReaction(call.state, found.message, {
    emoji: call.params['emoji'] ?? '',
    user: call.state.bot.id,
  });
  return noContent;
}

/** GET …/reactions/:emoji */
export function reactors(call: Call): RestAnswer {
  const found = seenMessage(call);
  if (isAnswer(found)) return found;
  const users = found.message.reactions.filter((one) => one.emoji === call.params['emoji']);
  return ok(users.map((one) => userJson(call.state, one.user)));
}

/** An emoji of Unicode, or `name:id` of a guild's own. */
const isEmoji = (emoji: string): boolean =>
  /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic})$/v.test(emoji) || /^\w+:\d+$/u.test(emoji);
