import type { Actor } from '../../../../src/domain/actor.ts';
import type { People, Person } from '../../../../src/ports/chat/people.ts';
import type { ChatFailure } from '../../../../src/ports/chat/chat.ts';
import { callSlack, identityOf, type CallResult } from '../call-slack.ts';
import type { SlackState } from '../slack-state.ts';
import { newLookUps, type LookUp } from './look-up.ts';
import { groupsIn, outsiderIn, type SlackUser } from './read-people.ts';

type Groups = ReadonlyMap<string, readonly string[]>;
type About = Awaited<ReturnType<People['about']>>;

/** What Slack knows of people: guests, bots, strangers, and who belongs to which user group. Kept for minutes. */
export function slackPeople(slack: SlackState): People {
  const { clock } = slack.options;
  const people = newLookUps<SlackUser>(clock);
  const groups = newLookUps<Groups>(clock);
  return {
    about: async (actor) => {
      const [user, known] = await Promise.all([
        people.of(actor.user, () => askForPerson(slack, actor)),
        groups.of('all', () => askForGroups(slack)),
      ]);
      if (!user.ok) return user;
      return known.ok ? about(user.value, known.value.get(actor.user) ?? []) : known;
    },
  };
}

function about(user: SlackUser, groups: readonly string[]): About {
  const { outsider, name } = user;
  const person: Person = {
    groups,
    ...(outsider === undefined ? {} : { outsider }),
    ...(name === undefined ? {} : { name }),
  };
  return user.gone
    ? { ok: false, problem: 'Slack says that this account is deactivated' }
    : { ok: true, person };
}

async function askForPerson(slack: SlackState, { user }: Actor): Promise<LookUp<SlackUser>> {
  const { signal } = slack.closed;
  const home = await askTwice(slack, () => identityOf(slack, signal));
  const answer = await askTwice(slack, () =>
    callSlack(slack, signal, (client) => client.users.info({ user })),
  );
  if (!answer.ok)
    return { ok: false, problem: `Slack does not say who ${user} is${reasonOf(answer.failure)}` };
  if (!home.ok) return { ok: false, problem: 'Slack does not say which workspace this is' };
  return outsiderIn(answer.value.user, home.value.team);
}

/**
 * One call tells who is in which group. Groups only ever give rights, so a workspace that has none (or does not show them
 * to drover) simply gives none this way.
 */
async function askForGroups(slack: SlackState): Promise<LookUp<Groups>> {
  const { signal } = slack.closed;
  const answer = await askTwice(slack, () =>
    callSlack(slack, signal, (client) => client.usergroups.list({ include_users: true })),
  );
  if (answer.ok) return groupsIn(answer.value.usergroups);
  const { failure } = answer;
  slack.logger.warn({ failure }, 'Slack does not say who is in which user group');
  if (failure.kind === 'refused') return { ok: true, value: new Map() };
  return { ok: false, problem: 'Slack does not say who is in which user group' };
}

/** Milliseconds before a question that failed is asked once more; and the longest wait, as somebody waits for the answer. */
const againMs = 200;
const patienceMs = 1000;

/** These questions change nothing in Slack: after a hiccup they are asked once more before anybody is refused for it. */
async function askTwice<T>(slack: SlackState, ask: () => Promise<CallResult<T>>): Promise<CallResult<T>> {
  const first = await ask();
  if (first.ok || first.tokenRefused || first.failure.kind === 'refused') return first;
  const waitMs = first.failure.kind === 'rate-limited' ? first.failure.retryAfterMs : againMs;
  if (waitMs > patienceMs) return first;
  await slack.options.clock.sleep(waitMs, slack.closed.signal);
  return await ask();
}

/** Which scope is missing, where it is that. */
const reasonOf = (failure: ChatFailure): string =>
  failure.kind === 'refused' && failure.code === 'missing_scope'
    ? ': the app lacks the scope users:read'
    : failure.kind === 'refused'
      ? ` (${failure.code})`
      : '';
