import { z } from 'zod';

/**
 * Where a person or a thread lives. `local` is the operator at the machine (terminal, HTTP API, by token); `trigger` is no
 * person at all but a configured way in for machines, `user` its name.
 */
export const PlatformSchema = z.enum(['slack', 'discord', 'github', 'console', 'local', 'trigger']);
export type Platform = z.infer<typeof PlatformSchema>;

/** Who asks. Authority comes from `platform` and the immutable `user` id; `name` is a label only. */
export const ActorSchema = z.object({
  platform: PlatformSchema,
  user: z.string().min(1),
  name: z.string().optional(),
  /** Guests, bots and people of other workspaces are refused by default. */
  outsider: z.enum(['guest', 'bot', 'external']).optional(),
  /** What the platform itself said along with the request that this person belongs to: `discord:@<role id>`. */
  groups: z.array(z.string()).optional(),
});
export type Actor = z.infer<typeof ActorSchema>;

/** The name under which configuration grants rights: `slack:U123`, or `local`. */
export const principalOf = (actor: Actor): string =>
  actor.platform === 'local' || actor.platform === 'console' ? 'local' : `${actor.platform}:${actor.user}`;

/** How a person is called in text where no mention is possible. */
export const labelOf = (actor: Actor): string => actor.name ?? principalOf(actor);

/** The rights, weakest first; each includes those before it. */
export const roles = ['view', 'run', 'approve', 'admin'] as const;
export type Role = (typeof roles)[number];
