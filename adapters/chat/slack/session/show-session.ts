import type { GoalState } from '../../../../src/domain/goal.ts';
import { isTerminal } from '../../../../src/domain/goal.ts';
import { callSlack } from '../call-slack.ts';
import type { SlackState } from '../slack-state.ts';
import type { Session, SessionStatus } from './sessions.ts';

/** Milliseconds between two calls: Slack takes 50 a minute for the whole app. */
const paceMs = 1300;
const mostTold = 2000;

/** How a goal's state looks as a session. */
export function sessionStatus(state: GoalState): SessionStatus {
  if (isTerminal(state)) return 'closed';
  if (state === 'running' || state === 'preparing') return 'processing';
  return state === 'queued' ? 'active' : 'suspended';
}

/** Tells Slack how a goal goes, soon; of several changes only the last is told. Never fails: it is decoration. */
export function showSession(slack: SlackState, session: Session): void {
  const { sessions } = slack;
  const name = nameOf(session);
  if (sessions.told.get(name) === session.status) sessions.due.delete(name);
  else sessions.due.set(name, session);
  if (sessions.working || sessions.due.size === 0) return;
  sessions.working = true;
  tellAll(slack).catch(() => {
    // Aborted because drover stops; the next start tells how goals go then.
    sessions.working = false;
  });
}

async function tellAll(slack: SlackState): Promise<void> {
  const { sessions } = slack;
  for (let [next] = sessions.due; next !== undefined && slack.phase !== 'stopping'; [next] = sessions.due) {
    const [name, session] = next;
    sessions.due.delete(name);
    // Said meanwhile.
    if (sessions.told.get(name) === session.status) continue;
    await slack.options.clock.sleep(await tell(slack, name, session), slack.closed.signal);
  }
  sessions.working = false;
}

/** How long to wait until the next, in milliseconds. */
async function tell(slack: SlackState, name: string, session: Session): Promise<number> {
  const { sessions } = slack;
  const { channel, thread, status, title } = session;
  const set = await callSlack(slack, slack.closed.signal, (client) =>
    client.agents.sessions.setStatus({
      channel_id: channel,
      thread_ts: thread,
      status,
      title: title.slice(0, 200),
    }),
  );
  if (set.ok) {
    remember(sessions.told, name, status);
    return paceMs;
  }
  const { failure } = set;
  if (failure.kind === 'rate-limited') {
    if (!sessions.due.has(name)) sessions.due.set(name, session);
    return failure.retryAfterMs;
  }
  const code = failure.kind === 'refused' ? failure.code : failure.kind;
  if (!sessions.refused.has(code))
    slack.logger.warn({ failure }, 'Slack does not show how goals go as agent sessions');
  sessions.refused.add(code);
  return paceMs;
}

/** The oldest are forgotten; telling one again changes nothing. */
function remember(told: Map<string, SessionStatus>, name: string, status: SessionStatus): void {
  told.delete(name);
  told.set(name, status);
  const [oldest] = told.keys();
  if (told.size > mostTold && oldest !== undefined) told.delete(oldest);
}

const nameOf = ({ channel, thread }: Session): string => `${channel}:${thread}`;
