import { z } from 'zod';
import { fail, type Answer, type Args, type EmulatorState } from '../emulator-state.ts';
import { readable, threadError } from './places.ts';

const SessionSchema = z.object({
  channel_id: z.string(),
  thread_ts: z.string().optional(),
  status: z.enum(['active', 'processing', 'suspended', 'closed']).optional(),
  title: z.string().min(1).max(200).optional(),
});

/** An agent's session in a thread: what it does at the moment. Source: the SDK's types of agents.sessions.setStatus */
export function sessionStatus(state: EmulatorState, args: Args): Answer {
  const found = wanted(state, args);
  if (typeof found === 'string') return fail(found);
  if (found.status === undefined) return fail('invalid_arguments');
  const known = state.sessions.get(found.key);
  state.sessions.set(found.key, { status: found.status, title: known?.title ?? found.title ?? '' });
  return { ok: true };
}

export function sessionRename(state: EmulatorState, args: Args): Answer {
  const found = wanted(state, args);
  if (typeof found === 'string') return fail(found);
  const known = state.sessions.get(found.key);
  if (found.title === undefined) return fail('invalid_arguments');
  if (known === undefined) return fail('session_not_found');
  known.title = found.title;
  return { ok: true };
}

/** How a session is called in the state. */
export const sessionKey = (channel: string, threadTs: string | undefined): string =>
  `${channel}:${threadTs ?? ''}`;

function wanted(
  state: EmulatorState,
  args: Args,
):
  | { readonly key: string; readonly status?: string | undefined; readonly title?: string | undefined }
  | string {
  const parsed = SessionSchema.safeParse(args);
  if (!parsed.success) return 'invalid_arguments';
  const { channel_id: id, thread_ts: threadTs, status, title } = parsed.data;
  const channel = readable(state, id);
  if (typeof channel === 'string') return channel;
  return threadError(channel, threadTs) ?? { key: sessionKey(id, threadTs), status, title };
}
