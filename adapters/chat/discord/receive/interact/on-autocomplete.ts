import { toError } from '../../../../../src/domain/errors.ts';
import type { FormOption } from '../../../../../src/domain/surface/form.ts';
import { cutText, oneLine } from '../../../shared/cut-text.ts';
import type { DiscordState } from '../../discord-state.ts';
import { within } from '../within.ts';
import { responseTypes, type Asked } from './interaction.ts';
import { readCommand } from './read-command.ts';
import type { FirstResponse } from './respond.ts';

/** Discord shows this many at most, with names and values of at most 100 characters. */
const most = 25;
const longest = 100;

/** What could be meant by what was typed so far: in time, and nothing where it cannot be told. Never rejects. */
export async function suggest(discord: DiscordState, asked: Asked): Promise<FirstResponse> {
  const found =
    (await within(discord.options.clock, discord.timing.suggestMs, options(discord, asked))) ?? [];
  const choices = found
    .filter(({ value }) => value !== '' && value.length <= longest)
    .slice(0, most)
    .map(({ value, label }) => ({ name: cutText(oneLine(label), longest) || value, value }));
  return { type: responseTypes.choices, data: { choices } };
}

async function options(discord: DiscordState, asked: Asked): Promise<readonly FormOption[]> {
  const { desk } = discord.options;
  const typed = readCommand(desk?.commands ?? [], asked.interaction.data);
  const { actor, place } = asked;
  const what = typed?.spec.options.find(({ name }) => name === typed.focused?.name)?.suggests;
  if (desk === undefined || what === undefined) return [];
  try {
    return await desk.suggest(what, typed?.focused?.typed ?? '', { actor, place });
  } catch (error) {
    discord.logger.warn({ err: toError(error) }, 'an option could not be completed');
    return [];
  }
}
