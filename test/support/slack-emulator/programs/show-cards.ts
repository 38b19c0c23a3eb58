import { renderSlack } from '../../../../adapters/chat/slack/render.ts';
import { samplesOf } from '../../surfaces/said-in-stories.ts';
import { blocksError } from '../check-blocks.ts';
import { textFaults } from '../limits/foreign-text.ts';

/**
 * Prints the Block Kit JSON of each kind of notice and card, with what Slack would say to it, for Block Kit Builder:
 * `npx node test/support/slack-emulator/programs/show-cards.ts [SEED] [kind]`
 */
const [seed = '1', kind] = process.argv.slice(2);
for (const [what, content] of samplesOf(Number(seed), 200)) {
  if (kind !== undefined && !what.startsWith(kind)) continue;
  const message = renderSlack(content);
  const verdict = blocksError(message.blocks) ?? 'accepted';
  const faults = textFaults(message, undefined);
  process.stdout.write(
    `── ${what}: ${verdict}${faults.length === 0 ? '' : `, ${JSON.stringify(faults)}`}\n${JSON.stringify(message, null, 2)}\n`,
  );
}
