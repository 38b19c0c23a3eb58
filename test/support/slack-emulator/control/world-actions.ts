import { z } from 'zod';
import { addChannel, addPerson, addUserGroup, type EmulatorState } from '../emulator-state.ts';

type Action = (state: EmulatorState, body: unknown) => unknown;

/** What the workspace is like: channels, people, groups, permissions, limits, time. */
export const worldActions: Readonly<Record<string, Action>> = {
  channel: (state, body) => {
    const { id, ...options } = z
      .object({
        id: z.string(),
        name: z.string().default('general'),
        botIsMember: z.boolean().default(true),
        archived: z.boolean().default(false),
        shared: z.boolean().default(false),
      })
      .parse(body);
    return addChannel(state, id, options).id;
  },
  archive: (state, body) => {
    const { id, archived } = z.object({ id: z.string(), archived: z.boolean().default(true) }).parse(body);
    const channel = state.channels.get(id);
    if (channel !== undefined) channel.archived = archived;
  },
  person: (state, body) => {
    const PersonSchema = z.object({
      id: z.string(),
      name: z.string().default('somebody'),
      realName: z.string().default('Some Body'),
      bot: z.boolean().default(false),
      guest: z.enum(['multi', 'single']).optional(),
      team: z.string().optional(),
      deleted: z.boolean().default(false),
    });
    return addPerson(state, PersonSchema.parse(body)).id;
  },
  group: (state, body) =>
    addUserGroup(
      state,
      z.object({ id: z.string(), handle: z.string(), users: z.array(z.string()) }).parse(body),
    ),
  rates: (state, body) => {
    const given = z
      .object({ mode: z.enum(['off', 'real', 'scaled']), speed: z.number().positive().default(60) })
      .parse(body);
    Object.assign(state.rates, given);
  },
  /** Takes scopes from the bot token, or gives them back. */
  scopes: (state, body) => {
    const { take, give } = z
      .object({ take: z.array(z.string()).default([]), give: z.array(z.string()).default([]) })
      .parse(body);
    for (const scope of take) state.scopes.delete(scope);
    for (const scope of give) state.scopes.add(scope);
    return [...state.scopes];
  },
  /** Slack's clock goes ahead: triggers and response_urls run out. */
  advance: (state, body) => {
    state.aheadMs += z.object({ ms: z.number() }).parse(body).ms;
  },
  /** Everybody else who is mentioned is a violation. */
  'may-ping': (state, body) => {
    state.mayPing = new Set(z.object({ users: z.array(z.string()) }).parse(body).users);
  },
  'files-ready-after': (state, body) => {
    state.filesReadyAfter = z.object({ asks: z.number() }).parse(body).asks;
  },
  violations: (state) => state.violations,
};
