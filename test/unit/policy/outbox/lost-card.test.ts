import { expect, test } from 'vitest';
import { freshCardWaitMs, isCardLost } from '../../../../src/policy/outbox/lost-card.ts';

test('a card that is gone or too old can be replaced; a place that takes nothing cannot', () => {
  for (const code of ['edit_window_closed', 'cant_update_message', 'message_not_found', '30046', '10008'])
    expect(isCardLost(code)).toBe(true);
  for (const code of ['is_archived', 'channel_not_found', '50001', 'msg_too_long'])
    expect(isCardLost(code)).toBe(false);
});

test('the first card is replaced at once, the next not before five minutes are over', () => {
  expect(freshCardWaitMs(undefined, 1000)).toBe(0);
  expect(freshCardWaitMs(1000, 1000)).toBe(300_000);
  expect(freshCardWaitMs(1000, 301_000)).toBe(0);
});
