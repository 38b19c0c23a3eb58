import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Actor } from '../../../src/domain/actor.ts';
import type { People, Person } from '../../../src/ports/chat/people.ts';
import { callDiscord } from './call-discord.ts';
import { remember, type DiscordState } from './discord-state.ts';

/** How long what Discord said of a person is believed, in milliseconds. */
const freshMs = 5 * 60_000;
/** How long it is believed while Discord cannot be asked. */
const staleMs = 60 * 60_000;
/** Guilds that are asked about a person at most. */
const mostGuilds = 20;

const MemberSchema = z.object({
  roles: z.array(z.string()),
  nick: z.string().nullish(),
  user: z.object({
    username: z.string().optional(),
    global_name: z.string().nullish(),
    bot: z.boolean().optional(),
  }),
});

/** Discord's numbers for: no such member, no such user. */
const strangers: readonly number[] = [10_007, 10_013];

/** Roles of people in the guilds that drover is in. Ids of roles are unique on all of Discord, so they are one list. */
export function discordPeople(discord: DiscordState): People {
  const known = new Map<string, { readonly person: Person; readonly until: number }>();
  return {
    about: async (actor) => {
      const now = discord.options.clock.now();
      const fresh = known.get(actor.user);
      if (fresh !== undefined && fresh.until > now) return { ok: true, person: fresh.person };
      const asked = await ask(discord, actor);
      if (asked.ok) remember(known, actor.user, { person: asked.person, until: now + freshMs }, 2000);
      else if (fresh !== undefined && now < fresh.until - freshMs + staleMs)
        return { ok: true, person: fresh.person };
      return asked;
    },
  };
}

async function ask(discord: DiscordState, { user }: Actor): ReturnType<People['about']> {
  const guilds = [...discord.guilds].slice(0, mostGuilds);
  if (guilds.length === 0)
    return { ok: false, problem: 'Discord has not told yet which servers drover is in.' };
  const members: z.infer<typeof MemberSchema>[] = [];
  for (const guild of guilds) {
    const asked = await callDiscord(
      discord,
      MemberSchema,
      (rest, signal) => rest.get(Routes.guildMember(guild, user), { signal }),
      discord.closed.signal,
    );
    if (asked.ok) members.push(asked.value);
    else if (asked.code === undefined || !strangers.includes(asked.code))
      return { ok: false, problem: 'Discord does not tell now who this is.' };
  }
  return { ok: true, person: personOf(members) };
}

function personOf(members: readonly z.infer<typeof MemberSchema>[]): Person {
  const [first] = members;
  if (first === undefined) return { groups: [], outsider: 'external' };
  const name = first.nick ?? first.user.global_name ?? first.user.username;
  return {
    groups: members.flatMap(({ roles }) => roles.map((role) => `discord:@${role}`)),
    ...(first.user.bot === true ? { outsider: 'bot' as const } : {}),
    ...(name === undefined ? {} : { name }),
  };
}
