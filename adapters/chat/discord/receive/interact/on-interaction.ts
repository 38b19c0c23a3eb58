import { toError } from '../../../../../src/domain/errors.ts';
import type { Content } from '../../../../../src/domain/surface/content.ts';
import type { InboundMessage } from '../../../../../src/domain/verb.ts';
import { track, type DiscordState } from '../../discord-state.ts';
import { notRecorded } from '../../../shared/saying.ts';
import { notUnderstood } from '../words.ts';
import {
  deliveryOf,
  interactionTypes,
  InteractionSchema,
  timeOf,
  visitorOf,
  type Asked,
} from './interaction.ts';
import type { Meaning } from './meaning.ts';
import { meaningOfCommand } from './on-command.ts';
import { meaningOfComponent } from './on-component.ts';
import { meaningOfModal } from './on-modal.ts';
import { suggest } from './on-autocomplete.ts';
import { answerDeferred, answerElsewhere, privately, type Respond } from './respond.ts';

/**
 * One interaction, from the gateway or over HTTP; each is taken once. The first response goes out within Discord's three
 * seconds; what was asked is durable before it is answered. Never rejects.
 * @returns whether it could be read
 */
export async function onInteraction(
  discord: DiscordState,
  payload: unknown,
  respondOf: (asked: Asked) => Respond,
): Promise<boolean> {
  const { data: interaction } = InteractionSchema.safeParse(payload);
  const visitor = interaction === undefined ? undefined : visitorOf(discord, interaction);
  if (interaction === undefined || visitor === undefined) {
    discord.logger.warn({}, 'an interaction without the usual fields was left out');
    return false;
  }
  if (!takeOnce(discord, interaction.id)) return true;
  const asked = { ...visitor, interaction };
  const work = handle(discord, asked, respondOf(asked)).catch((error: unknown) => {
    discord.logger.error({ err: toError(error) }, 'an interaction could not be handled');
  });
  track(discord, work);
  await work;
  return true;
}

async function handle(discord: DiscordState, asked: Asked, respond: Respond): Promise<void> {
  if (asked.interaction.type === interactionTypes.autocomplete)
    return void (await respond(await suggest(discord, asked)));
  const meaning = await meaningOf(discord, asked);
  if (meaning.is === 'response') return void (await respond(meaning.response));
  const first = await respond(meaning.first);
  const content = await store(discord, messageOf(asked, meaning));
  if (first) await answerDeferred(discord, asked, content);
  else await answerElsewhere(discord, asked, content);
}

async function meaningOf(discord: DiscordState, asked: Asked): Promise<Meaning> {
  const meaning = await readMeaning(discord, asked);
  return meaning ?? { is: 'response', response: privately(notUnderstood) };
}

async function readMeaning(discord: DiscordState, asked: Asked): Promise<Meaning | undefined> {
  const { type } = asked.interaction;
  if (type === interactionTypes.command) return await meaningOfCommand(discord, asked);
  if (type === interactionTypes.component) return await meaningOfComponent(discord, asked);
  return type === interactionTypes.modal ? meaningOfModal(discord, asked) : undefined;
}

const messageOf = (asked: Asked, meaning: Extract<Meaning, { is: 'request' }>): InboundMessage => ({
  deliveryId: deliveryOf(asked.interaction),
  at: timeOf(asked.interaction),
  actor: asked.actor,
  place: asked.place,
  request: meaning.request,
  ...(meaning.attachments === undefined ? {} : { attachments: meaning.attachments }),
});

/** What to tell the person; never rejects. */
async function store(discord: DiscordState, message: InboundMessage): Promise<Content> {
  try {
    return (await discord.options.intake(message)).content;
  } catch (error) {
    const fields = { err: toError(error), delivery: message.deliveryId };
    discord.logger.error(fields, 'an interaction could not be stored');
    return notRecorded;
  }
}

/** Discord sends an interaction one way; a proxy or a second endpoint may bring it twice. */
function takeOnce({ taken }: DiscordState, id: string): boolean {
  if (taken.has(id)) return false;
  taken.add(id);
  for (const oldest of taken) {
    if (taken.size <= 5000) break;
    taken.delete(oldest);
  }
  return true;
}
