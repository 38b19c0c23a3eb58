import { describe, expect, it } from 'vitest';
import { renderSlack } from '../../../../../adapters/chat/slack/render.ts';
import { samplesOf } from '../../../../support/surfaces/said-in-stories.ts';
import { blocksProblem } from '../../../../support/slack-emulator/check-blocks.ts';
import { textFaults } from '../../../../support/slack-emulator/limits/foreign-text.ts';

describe('what drover really says', () => {
  it('is taken by Slack whole: each kind of notice, and the card in each state', () => {
    const samples = samplesOf(3, 60);
    expect(samples.size).toBeGreaterThan(25);
    for (const [what, content] of samples) {
      const message = renderSlack(content);
      const problem = blocksProblem(message.blocks)?.detail ?? textFaults(message, undefined)[0]?.detail;
      expect({ what, problem }).toEqual({ what, problem: undefined });
      expect(JSON.stringify(message.blocks)).not.toContain('Shortened');
    }
  });
});
