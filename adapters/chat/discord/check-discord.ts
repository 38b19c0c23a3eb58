import { z } from 'zod';
import { toError } from '../../../src/domain/errors.ts';
import type { CheckOutcome, DoctorCheck } from '../../../src/ports/doctor.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { checkClock } from '../shared/check-clock.ts';

export interface DiscordChecks {
  readonly token: string;
  readonly applicationId: string;
  readonly publicKey?: string;
  readonly apiUrl?: string;
  /** The privileged intent is asked for. */
  readonly messageContent: boolean;
  readonly clock: Clock;
  /** Channels that drover is to speak in. */
  readonly channels: readonly string[];
  /** Whether a message may be posted there for a moment. */
  readonly post: boolean;
}

/** Flags of an application that may read messages. Source: https://docs.discord.com/developers/resources/application */
const messageContentFlags = (1 << 18) | (1 << 19);

const ApplicationSchema = z.object({
  id: z.string(),
  name: z.string().default(''),
  flags: z.int().optional(),
  verify_key: z.string().optional(),
});
type Application = z.infer<typeof ApplicationSchema>;

type Asked =
  | { readonly ok: true; readonly body: unknown; readonly date: string | null }
  | { readonly ok: false; readonly outcome: CheckOutcome };

/** What can be told about Discord without its gateway: token, application, intents, the clock, and each channel. */
export function checkDiscord(options: DiscordChecks): readonly DoctorCheck[] {
  let asked: Promise<Asked> | undefined;
  const application = (signal: AbortSignal) => (asked ??= ask(options, 'GET', '/applications/@me', signal));
  const about =
    (judge: (application: Application) => CheckOutcome) =>
    async (signal: AbortSignal): Promise<CheckOutcome> => {
      const answer = await application(signal);
      if (!answer.ok) return unasked;
      const parsed = ApplicationSchema.safeParse(answer.body);
      return parsed.success
        ? judge(parsed.data)
        : { status: 'unknown', detail: 'Discord’s answer cannot be read' };
    };
  return [
    {
      name: 'Discord token',
      run: async (signal) => botToken(await ask(options, 'GET', '/users/@me', signal)),
    },
    { name: 'Discord application', run: about((found) => isOwn(options, found)) },
    { name: 'Discord intents', run: about((found) => intents(options, found)) },
    {
      name: 'Discord clock',
      run: async (signal) => {
        const answer = await application(signal);
        return answer.ok ? checkClock(answer.date, options.clock.now()) : unasked;
      },
    },
    ...options.channels.map((channel) => ({
      name: `Discord channel ${channel}`,
      run: (signal: AbortSignal) => tryChannel(options, channel, signal),
    })),
  ];
}

const unasked: CheckOutcome = { status: 'unknown', detail: 'Discord did not answer to the bot token' };

const UserSchema = z.object({ username: z.string() });

function botToken(answer: Asked): CheckOutcome {
  if (!answer.ok) return answer.outcome;
  const user = UserSchema.safeParse(answer.body);
  return user.success
    ? { status: 'ok', detail: user.data.username }
    : { status: 'unknown', detail: 'Discord’s answer cannot be read' };
}

function isOwn({ applicationId, publicKey }: DiscordChecks, found: Application): CheckOutcome {
  if (found.id !== applicationId)
    return {
      status: 'fail',
      detail: `the token is that of the application ${found.id}`,
      hint: 'Correct DISCORD_APPLICATION_ID, or use the token of that application.',
    };
  if (publicKey !== undefined && found.verify_key !== undefined && found.verify_key !== publicKey)
    return {
      status: 'fail',
      detail: 'DISCORD_PUBLIC_KEY is not its key',
      hint: 'Copy it from General Information.',
    };
  return { status: 'ok', detail: found.name };
}

/** Asking for an intent that is not switched on ends the connection (close code 4014). */
function intents({ messageContent }: DiscordChecks, { flags }: Application): CheckOutcome {
  if (!messageContent)
    return { status: 'off', detail: 'Message Content is not asked for: drover must be named' };
  if (flags === undefined) return { status: 'unknown', detail: 'Discord did not say which intents are on' };
  return (flags & messageContentFlags) === 0
    ? {
        status: 'fail',
        detail: 'Message Content is asked for and not switched on',
        hint: 'Switch on Message Content Intent on the page Bot of the application.',
      }
    : { status: 'ok', detail: 'Message Content is on' };
}

const invite = 'Add the bot to the server and let it see and write in the channel, or correct its id.';

async function tryChannel(
  options: DiscordChecks,
  channel: string,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const path = `/channels/${channel}`;
  const seen = await ask(options, 'GET', path, signal);
  if (!seen.ok) return { ...seen.outcome, hint: invite };
  if (!options.post)
    return { status: 'unknown', detail: 'it is seen; whether it can be posted to was not tried' };
  const posted = await ask(options, 'POST', `${path}/messages`, signal);
  if (!posted.ok) return { ...posted.outcome, hint: invite };
  const message = z.object({ id: z.string() }).safeParse(posted.body);
  const removed = await ask(options, 'DELETE', `${path}/messages/${message.data?.id ?? ''}`, signal);
  return removed.ok
    ? { status: 'ok', detail: 'a test message was posted and removed' }
    : { status: 'warn', detail: `a test message was posted and stands there: ${removed.outcome.detail}` };
}

const testMessage = {
  content: 'drover doctor: a test message, which is removed at once.',
  allowed_mentions: { parse: [] },
};

/** One call with nothing between: the answer's own time is wanted as well. */
async function ask(
  { token, apiUrl = 'https://discord.com/api' }: DiscordChecks,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  signal: AbortSignal,
): Promise<Asked> {
  try {
    const response = await fetch(`${apiUrl}/v10${path}`, {
      method,
      signal,
      headers: {
        authorization: `Bot ${token}`,
        'user-agent': 'DiscordBot (drover doctor, 1)',
        ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      },
      ...(method === 'POST' ? { body: JSON.stringify(testMessage) } : {}),
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { ok: true, body, date: response.headers.get('date') };
    return { ok: false, outcome: refused(response.status, body) };
  } catch (error) {
    signal.throwIfAborted();
    const detail = `Discord cannot be reached: ${toError(error).message}`;
    return { ok: false, outcome: { status: 'fail', detail, missing: true } };
  }
}

function refused(status: number, body: unknown): CheckOutcome {
  const parsed = z.object({ message: z.string() }).safeParse(body);
  const words = parsed.success ? `: ${parsed.data.message}` : '';
  if (status === 401)
    return {
      status: 'fail',
      detail: 'Discord refuses the bot token',
      hint: 'Reset it on the page Bot of the application, and copy it again.',
    };
  return { status: status === 429 ? 'unknown' : 'fail', detail: `Discord answered ${status}${words}` };
}
