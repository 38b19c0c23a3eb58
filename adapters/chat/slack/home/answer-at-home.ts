import type { Content } from '../../../../src/domain/surface/content.ts';
import { callSlack } from '../call-slack.ts';
import type { Interaction } from '../parse/interaction.ts';
import { answerPerson } from '../receive/answer.ts';
import { renderPage } from '../render.ts';
import type { SlackState } from '../slack-state.ts';
import { showHome } from './show-home.ts';

/**
 * Answers what somebody pressed on the home page: in a modal, since there is no message to answer at; when its trigger is
 * too old for that, in the direct messages. The page is shown anew. Never rejects.
 */
export async function answerAtHome(slack: SlackState, by: Interaction, content: Content): Promise<void> {
  showHome(slack, by.actor.user);
  const view = {
    type: 'modal' as const,
    title: { type: 'plain_text' as const, text: 'drover' },
    close: { type: 'plain_text' as const, text: 'Close' },
    blocks: renderPage(content),
  };
  const opened = await callSlack(slack, slack.closed.signal, (client) =>
    client.views.open({ trigger_id: by.triggerId, view }),
  ).catch(() => undefined);
  if (opened?.ok === true) return;
  await answerPerson(slack, by, content);
}
