import { fail, type Answer, type Args, type EmulatorState, type Person } from '../emulator-state.ts';

/** Who is not listed is an ordinary member, as long as the id looks like one. */
export function usersInfo(state: EmulatorState, args: Args): Answer {
  const id = String(args['user']);
  const person = state.people.get(id) ?? (id === state.bot.user ? botPerson(state) : ordinary(id));
  return person === undefined ? fail('user_not_found') : { ok: true, user: personJson(state, person) };
}

const ordinary = (id: string): Person | undefined =>
  /^[UW][A-Z0-9]+$/u.test(id)
    ? { id, name: id.toLowerCase(), realName: id.toLowerCase(), bot: false, deleted: false }
    : undefined;

const botPerson = (state: EmulatorState): Person => ({
  id: state.bot.user,
  name: 'drover',
  realName: 'drover',
  bot: true,
  deleted: false,
});

/** Of a stranger Slack tells less, and says so. */
const personJson = (state: EmulatorState, person: Person): Record<string, unknown> => ({
  id: person.id,
  team_id: person.team ?? state.team,
  name: person.name,
  real_name: person.realName,
  profile: { real_name: person.realName, display_name: person.name },
  deleted: person.deleted,
  is_bot: person.bot,
  is_restricted: person.guest !== undefined,
  is_ultra_restricted: person.guest === 'single',
  ...(person.team === undefined || person.team === state.team ? {} : { is_stranger: true }),
});

export const botsInfo = (state: EmulatorState, args: Args): Answer =>
  args['bot'] === state.bot.id
    ? {
        ok: true,
        bot: {
          id: state.bot.id,
          app_id: state.bot.app,
          user_id: state.bot.user,
          name: 'drover',
          deleted: false,
        },
      }
    : fail('bot_not_found');

export const userGroupsList = (state: EmulatorState, args: Args): Answer => ({
  ok: true,
  usergroups: [...state.groups.values()].map(({ id, handle, users }) => ({
    id,
    team_id: state.team,
    is_usergroup: true,
    handle,
    name: handle,
    date_delete: 0,
    user_count: users.length,
    ...(args['include_users'] === 'true' || args['include_users'] === true ? { users } : {}),
  })),
});

export function userGroupUsers(state: EmulatorState, args: Args): Answer {
  const group = state.groups.get(String(args['usergroup']));
  return group === undefined ? fail('no_such_subteam') : { ok: true, users: group.users };
}
