import { z } from 'zod';
import { addFault } from '../faults.ts';
import { askToReconnect, closeSockets, dropSockets, invalidateSessions } from '../gateway/trouble.ts';
import { saveEndpoint } from '../sender/sign.ts';
import { action, type Action } from './action.ts';

const FaultSchema = z.object({
  kind: z.enum([
    'rate-limit',
    'error',
    'http-500',
    'store-then-500',
    'store-then-drop',
    'store-then-reset',
    'hang',
    'not-json',
  ]),
  route: z.string().optional(),
  channel: z.string().optional(),
  code: z.number().optional(),
  status: z.number().optional(),
  retryAfter: z.number().optional(),
  scope: z.enum(['user', 'shared', 'global']).optional(),
  times: z.number().default(1),
});

/** What goes wrong, and what is different from now on. */
export const troubleActions: Readonly<Record<string, Action>> = {
  fault: action(FaultSchema, addFault),
  'clear-faults': (state) => void state.faults.splice(0),
  reconnect: askToReconnect,
  drop: dropSockets,
  invalidate: action(z.object({ resumable: z.boolean().default(false) }), (state, { resumable }) =>
    invalidateSessions(state, resumable),
  ),
  close: action(z.object({ code: z.number() }), (state, { code }) => closeSockets(state, code)),
  /** Rate limits: `off`, `real`, or a factor for the length of Discord's windows. */
  rates: action(
    z.object({ mode: z.union([z.enum(['off', 'real']), z.number().positive()]) }),
    (state, { mode }) => {
      state.rates = mode;
    },
  ),
  /** What the portal allows: privileged intents. */
  grant: action(
    z.object({
      messageContent: z.boolean().optional(),
      guildMembers: z.boolean().optional(),
      presences: z.boolean().optional(),
    }),
    (state, granted) => void Object.assign(state.granted, granted),
  ),
  /** Moves the emulator's clock forward, so that tokens and messages grow old. */
  advance: action(z.object({ ms: z.number().nonnegative() }), (state, { ms }) => {
    state.aheadMs += ms;
  }),
  /** How long a first response may take, and how often hearts beat, in milliseconds. */
  timing: action(
    z.object({ responseMs: z.number().optional(), heartbeatMs: z.number().optional() }),
    (state, timing) => void Object.assign(state, timing),
  ),
  /** What the portal does when an endpoint is saved. */
  endpoint: action(z.object({ endpoint: z.url() }), (state, { endpoint }) => saveEndpoint(state, endpoint)),
};
