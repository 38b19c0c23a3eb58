import { z } from 'zod';

/** What drover does in Slack beyond what its variables switch on. */
export const SlackSchema = z
  .strictObject({
    agent: z
      .boolean()
      .default(false)
      .describe(
        'shows goals as agent sessions, with Slack’s own stop button; the app must have been made with `drover slack manifest --agent`',
      ),
  })
  .prefault({})
  .describe('drover in Slack, when `SLACK_BOT_TOKEN` is set');
