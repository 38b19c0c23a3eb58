import type { Origin } from '../../../../src/domain/origin.ts';
import type {
  Chat,
  ChatFailure,
  OutgoingMessage,
  SendResult,
  Sent,
} from '../../../../src/ports/chat/chat.ts';
import type { ReceiptSign } from '../../../../src/domain/post.ts';
import { checkStillAsked } from '../../check/said/check-ladder.ts';
import { through } from '../../life/life.ts';
import type { Dice } from '../dice.ts';
import { archived } from '../entities.ts';
import { accuse, moment, note } from '../world.ts';
import type { Life, World } from '../shape/world-shape.ts';

/** Where a message to that place really goes: to a person's id it becomes a direct message in a channel of its own. */
const channelOf = (to: Origin): string => (to.channel.startsWith('U') ? `D-${to.channel}` : to.channel);

/** Longest time between a request and its being stored: a request on its way is stored even when its sender is gone. */
const slowestStoring = 900;

/**
 * A chat with Slack's manners: what it stored may be answered as an error, it limits, it hiccups, it refuses for good;
 * posts are found again by the key that travels with them.
 */
export function createSimChat(life: Life): Chat {
  const { world } = life;
  const dice = world.dice.fork();
  return {
    platform: 'slack',
    send: (message) => through(life, () => send(world, dice, message)),
    edit: (id, message) => through(life, () => edit(world, dice, id, message)),
    find: ({ key, to }, since) => through(life, () => find(world, dice, { key, to, since })),
    sign: (message, mark) => through(life, () => sign(world, dice, message.messageId, mark)),
    remove: async (messageId) => ({ ok: true, messageId }),
  };
}

type Weather = 'fine' | 'lost-before' | 'lost-after' | 'limited' | 'transient';

const weathers: readonly [Weather, ...Weather[]] = ['lost-before', 'lost-after', 'limited', 'transient'];
const weather = (dice: Dice): Weather => (dice.chance(0.75) ? 'fine' : dice.pick(weathers));

const failed = (failure: ChatFailure): { ok: false; failure: ChatFailure } => ({ ok: false, failure });

function complaint(dice: Dice, state: Weather): ChatFailure | undefined {
  if (state === 'limited') return { kind: 'rate-limited', retryAfterMs: dice.between(1, 30) * 1000 };
  if (state === 'transient') return { kind: 'transient', message: 'ECONNREFUSED' };
  if (state === 'lost-before' || state === 'lost-after') return { kind: 'doubtful', message: 'ETIMEDOUT' };
  return undefined;
}

const refuses = (to: Origin): boolean => to.channel === archived;
const refusal: ChatFailure = { kind: 'refused', code: 'is_archived', hint: 'Unarchive the channel.' };

async function send(world: World, dice: Dice, message: OutgoingMessage): Promise<SendResult> {
  const state = weather(dice);
  checkStillAsked(world, message.key);
  await moment(world, dice.between(5, slowestStoring));
  if (refuses(message.to)) return failed(refusal);
  const stored = state === 'fine' || state === 'lost-after' ? store(world, message) : '';
  await moment(world, dice.between(0, 400));
  const problem = complaint(dice, state);
  return problem === undefined ? sentAs(stored, message.to) : failed(problem);
}

function sentAs(messageId: string, to: Origin): { ok: true } & Sent {
  const channel = channelOf(to);
  return channel === to.channel ? { ok: true, messageId } : { ok: true, messageId, channel };
}

function store(world: World, { key, to, content }: OutgoingMessage): string {
  const { chat, clock } = world;
  chat.lastId += 1;
  const id = `${Math.floor(clock.now() / 1000)}.${String(chat.lastId).padStart(6, '0')}`;
  if (to.thread !== undefined && !chat.messages.some((message) => message.id === to.thread))
    accuse(world, `${key} was posted into the thread ${to.thread}, which does not exist`);
  chat.messages.push({ id, key, channel: channelOf(to), thread: to.thread, at: clock.now(), content });
  note(world, `chat: ${key} “${content.title}”`);
  return id;
}

async function edit(world: World, dice: Dice, id: string, message: OutgoingMessage): Promise<SendResult> {
  const state = weather(dice);
  await moment(world, dice.between(5, slowestStoring));
  const target = world.chat.messages.find((candidate) => candidate.id === id);
  if (target === undefined || target.channel !== message.to.channel)
    return failed({ kind: 'refused', code: 'message_not_found', hint: 'It was deleted.' });
  if (growsOld(world, dice, id))
    return failed({ kind: 'refused', code: 'edit_window_closed', hint: 'It is too old.' });
  if (state === 'fine' || state === 'lost-after') target.content = message.content;
  await moment(world, dice.between(0, 400));
  const problem = complaint(dice, state);
  return problem === undefined ? { ok: true, messageId: id } : failed(problem);
}

/** Some messages cannot be edited any more from some time on. */
function growsOld({ chat }: World, dice: Dice, id: string): boolean {
  if (dice.chance(0.01)) chat.frozen.add(id);
  return chat.frozen.has(id);
}

async function sign(world: World, dice: Dice, id: string, mark: ReceiptSign): Promise<SendResult> {
  const state = weather(dice);
  await moment(world, dice.between(5, 400));
  if (state === 'fine' || state === 'lost-after') world.chat.signs.set(id, mark);
  await moment(world, dice.between(0, 100));
  const problem = complaint(dice, state);
  return problem === undefined ? { ok: true, messageId: id } : failed(problem);
}

interface Search {
  readonly key: string;
  readonly to: Origin;
  readonly since: number;
}

async function find(world: World, dice: Dice, { key, to, since }: Search) {
  const state = weather(dice);
  await moment(world, dice.between(5, 400));
  if (refuses(to)) return failed(refusal);
  if (state === 'limited' || state === 'transient')
    return failed(complaint(dice, state) ?? { kind: 'transient', message: 'ECONNREFUSED' });
  const hit = world.chat.messages.find(
    (message) =>
      message.key === key &&
      message.channel === channelOf(to) &&
      message.thread === to.thread &&
      message.at >= since,
  );
  return hit === undefined ? { ok: true as const } : sentAs(hit.id, to);
}
