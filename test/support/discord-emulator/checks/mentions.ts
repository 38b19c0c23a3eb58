import { z } from 'zod';
import type { EmulatorState } from '../state/emulator-state.ts';
import { linkTextsOf } from './check-embeds.ts';
import { allComponents, kinds } from './components.ts';
import { note } from './wrong.ts';

/** What is parsed for mentions and links. Embeds mention nobody. */
interface Spoken {
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
}

const AllowedSchema = z.looseObject({
  parse: z.array(z.string()).optional(),
  users: z.array(z.string()).optional(),
  roles: z.array(z.string()).optional(),
});

/** Whom a message notifies, after what `allowed_mentions` lets through. */
export function pingsOf(spoken: Spoken, allowed: unknown): readonly string[] {
  const mentions = mentionsIn(spoken);
  const rules = AllowedSchema.safeParse(allowed).data;
  if (rules === undefined) return mentions;
  return mentions.filter((mention) => isLetThrough(mention, rules));
}

function isLetThrough(mention: string, rules: z.infer<typeof AllowedSchema>): boolean {
  const parse = rules.parse ?? [];
  if (mention.startsWith('@')) return parse.includes('everyone');
  const id = /\d+/u.exec(mention)?.[0] ?? '';
  if (mention.startsWith('<@&')) return parse.includes('roles') || (rules.roles ?? []).includes(id);
  return parse.includes('users') || (rules.users ?? []).includes(id);
}

const mentionsIn = (spoken: Spoken): readonly string[] => [
  ...new Set(
    textsOf(spoken).flatMap((text) =>
      [...withoutCode(text).matchAll(/@everyone|@here|<@[!&]?\d+>/gu)].map((hit) =>
        hit[0].replace('<@!', '<@'),
      ),
    ),
  ),
];

const textsOf = (spoken: Spoken): readonly string[] => [
  spoken.content,
  ...allComponents(spoken.components).flatMap((one) => (one.type === kinds.text ? [one.content ?? ''] : [])),
];

/** Code is shown as it stands: neither mentions nor links are made of it. */
const withoutCode = (text: string): string =>
  text.replaceAll(/```[\s\S]*?```/gu, ' ').replaceAll(/(`+)[^`][\s\S]*?\1/gu, ' ');

/** Remembers mentions that nothing keeps from notifying, and links that pretend to lead elsewhere. */
export function noteSpeech(state: EmulatorState, channel: string, spoken: Spoken, allowed: unknown): void {
  const mentions = mentionsIn(spoken);
  const parse = AllowedSchema.safeParse(allowed).data?.parse;
  if (mentions.length > 0 && parse?.length !== 0)
    note(state, {
      kind: 'mention',
      detail: `without allowed_mentions parse []: ${mentions.join(' ')}`,
      channel,
    });
  for (const detail of maskedLinks(spoken)) note(state, { kind: 'masked-link', detail, channel });
}

/** Links whose label looks like the address of another host. */
export const maskedLinks = (spoken: Spoken): readonly string[] =>
  [...textsOf(spoken), ...linkTextsOf(spoken.embeds)].flatMap((text) =>
    [...withoutCode(text).matchAll(/(?<!\\)\[([^\]\n]+)\]\(\s*<?(https?:\/\/[^\s)>]+)/giu)]
      .filter((hit) => claimsOtherHost(hit[1] ?? '', hit[2] ?? ''))
      .map((hit) => hit[0]),
  );

function claimsOtherHost(label: string, address: string): boolean {
  const shown = /(?:https?:\/\/|www\.)([a-z0-9.-]+)|^\s*((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:\s]|$)/iu.exec(
    label.replaceAll('\\', ''),
  );
  const claimed = (shown?.[1] ?? shown?.[2])?.toLowerCase().replace(/^www\./u, '');
  const real = new URL(address).host.toLowerCase().replace(/^www\./u, '');
  return claimed !== undefined && claimed !== real;
}
