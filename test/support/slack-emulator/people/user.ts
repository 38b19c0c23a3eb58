import type { EmulatorState } from '../emulator-state.ts';

/** Who did something, as interactions tell it. */
export function userOf(state: EmulatorState, user: string): Record<string, unknown> {
  const person = state.people.get(user);
  const team = person?.team ?? state.team;
  const name = person?.name ?? user.toLowerCase();
  return {
    user: { id: user, username: name, name, team_id: team },
    team: { id: state.team, domain: 'emulator' },
    api_app_id: state.bot.app,
    token: 'not-to-be-trusted',
    is_enterprise_install: false,
    enterprise: null,
  };
}
