import { describe, expect, it } from 'vitest';
import { slacksOwn } from '../../../../../../adapters/chat/slack/files/slacks-own.ts';

const api = 'http://127.0.0.1:4000/api/';

describe('an address that is shown the bot token', () => {
  it.each([
    ['https://files.slack.com/files-pri/T1-F1/x.png', undefined],
    ['https://slack.com/x', undefined],
    ['https://files.slack-gov.com/x', undefined],
    ['http://127.0.0.1:4000/files-pri/x', api],
  ])('is %s', (address, base) => {
    expect(slacksOwn(address, base)?.href).toBe(address);
  });

  it.each([
    ['http://files.slack.com/x', undefined],
    ['https://files.slack.com:8443/x', undefined],
    ['https://files.slack.com.evil.test/x', undefined],
    ['https://evilslack.com/x', undefined],
    ['https://files.slack.com@evil.test/x', undefined],
    ['https://u:p@files.slack.com/x', undefined],
    ['https://drive.example.com/x', undefined],
    ['http://127.0.0.1:4001/x', api],
    ['http://127.0.0.1:4000/x', undefined],
    ['file:///etc/passwd', undefined],
    ['nonsense', api],
    [undefined, api],
  ])('is not %s', (address, base) => {
    expect(slacksOwn(address, base)).toBeUndefined();
  });
});
