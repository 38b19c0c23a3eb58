import { nextNumber, slackNow, type EmulatorState } from '../emulator-state.ts';

/** The envelope of an event. */
export const eventBody = (
  state: EmulatorState,
  event: Readonly<Record<string, unknown>>,
): Record<string, unknown> => ({
  type: 'event_callback',
  team_id: state.team,
  api_app_id: state.bot.app,
  event_id: `Ev${nextNumber(state)}`,
  event_time: Math.floor(slackNow(state) / 1000),
  authorizations: [{ team_id: state.team, enterprise_id: null, user_id: state.bot.user, is_bot: true }],
  is_ext_shared_channel: false,
  event,
});
