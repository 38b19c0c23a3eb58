import { z } from 'zod';
import { deleteChannel, startThread, updateThread } from '../../acts/threads.ts';
import { textWrong, wrong, type Wrong } from '../../checks/wrong.ts';
import { channelJson } from '../../json/channel-json.ts';
import { mayManageThreads } from '../../state/permissions.ts';
import { isThread, type Channel } from '../../state/things.ts';
import { isLocked, seenChannel, seenMessage } from '../find.ts';
import { bodyOf, errors, invalidForm, isAnswer, ok, type Call, type RestAnswer } from '../rest-answer.ts';

const ThreadSchema = z.looseObject({
  name: z.string().optional(),
  auto_archive_duration: z.number().optional(),
  type: z.number().optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
});

/** GET /channels/:channel */
export function getChannel(call: Call): RestAnswer {
  const channel = seenChannel(call);
  return isAnswer(channel) ? channel : ok(channelJson(call.state, channel));
}

/** POST /channels/:channel/messages/:message/threads: the thread has the message's id, so a second time is 160004. */
export function threadFromMessage(call: Call): RestAnswer {
  const found = seenMessage(call);
  if (isAnswer(found)) return found;
  if (isThread(found.channel) || found.channel.guild === undefined)
    return invalidForm(call.state, wrong('type', 'CHANNEL_TYPE_INVALID', 'Cannot start a thread here.'));
  if (call.state.channels.has(found.message.id)) return errors.threadExists;
  return open(call, found.channel, (given) =>
    startThread(call.state, found.channel, { ...given, starter: found.message }),
  );
}

/** POST /channels/:channel/threads: a thread without a message. */
export function threadAlone(call: Call): RestAnswer {
  const channel = seenChannel(call);
  if (isAnswer(channel)) return channel;
  return open(call, channel, (given) =>
    startThread(call.state, channel, { ...given, isPrivate: bodyOf(call)['type'] !== 11 }),
  );
}

function open(
  call: Call,
  parent: Channel,
  start: (given: { name: string; owner: string; minutes: number }) => Channel,
): RestAnswer {
  if (parent.denied.has('threads')) return errors.missingPermissions;
  const given = ThreadSchema.parse(bodyOf(call));
  const all = [...nameWrong(given.name ?? ''), ...durationWrong(given.auto_archive_duration)];
  if (all.length > 0) return invalidForm(call.state, all, parent.id);
  const minutes = given.auto_archive_duration ?? 4320;
  const thread = start({ name: given.name ?? '', owner: call.state.bot.id, minutes });
  return { status: 201, body: channelJson(call.state, thread) };
}

const nameWrong = (name: string): readonly Wrong[] => textWrong('name', name, 100, 1);
const durationWrong = (minutes: number | undefined): readonly Wrong[] =>
  minutes === undefined || [60, 1440, 4320, 10_080].includes(minutes)
    ? []
    : wrong('auto_archive_duration', 'BASE_TYPE_CHOICES', 'Value must be one of {60, 1440, 4320, 10080}.');

/**
 * PATCH /channels/:channel: archive, open, lock or rename a thread. Without the right to manage threads only the bot's
 * own, and locking not at all. An archived thread takes no other change than being opened.
 */
export function patchThread(call: Call): RestAnswer {
  const thread = seenChannel(call);
  if (isAnswer(thread)) return thread;
  const change = ThreadSchema.parse(bodyOf(call));
  if (!isThread(thread) || !mayChange(call, thread, change.locked !== undefined))
    return errors.missingPermissions;
  if (isLocked(call, thread)) return errors.locked;
  if (thread.archived && change.archived !== false) return errors.archived;
  const all = change.name === undefined ? [] : nameWrong(change.name);
  if (all.length > 0) return invalidForm(call.state, all, thread.id);
  updateThread(call.state, thread, change);
  return ok(channelJson(call.state, thread));
}

const mayChange = ({ state }: Call, thread: Channel, locking: boolean): boolean =>
  mayManageThreads(state.guilds.get(thread.guild ?? ''), state.bot.id) ||
  (thread.owner === state.bot.id && !locking);

/** DELETE /channels/:channel: closes a direct conversation; threads and channels need a right that the bot does not have. */
export function removeChannel(call: Call): RestAnswer {
  const channel = seenChannel(call);
  if (isAnswer(channel)) return channel;
  if (channel.recipient === undefined) return errors.missingPermissions;
  const json = channelJson(call.state, channel);
  deleteChannel(call.state, channel);
  return ok(json);
}

/** GET /guilds/:guild/threads/active */
export function activeThreads(call: Call): RestAnswer {
  const threads = [...call.state.channels.values()].filter(
    (one) => isThread(one) && one.guild === call.params['guild'] && !one.archived && !one.denied.has('view'),
  );
  return ok({ threads: threads.map((one) => channelJson(call.state, one)), members: [] });
}
