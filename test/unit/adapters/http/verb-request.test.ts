import { describe, expect, it } from 'vitest';
import { verbMessage, type VerbRequest } from '../../../../adapters/http/verb-request.ts';

const place = { platform: 'console', workspace: 'local', channel: 'terminal' } as const;
const messageOf = (over: Partial<VerbRequest>) =>
  verbMessage({ verb: 'run', body: {}, key: undefined, freshId: 'fresh', at: 5, place, ...over });
const codeOf = (over: Partial<VerbRequest>): unknown => {
  try {
    return messageOf(over);
  } catch (error) {
    return error;
  }
};

describe('request for a verb over HTTP', () => {
  it('hands on the fields it has, as the local operator', () => {
    expect(messageOf({ body: { goal: 'G-1', text: 'fix it', flags: { turns: 3 }, actor: 'ann' } })).toEqual({
      deliveryId: 'http:fresh',
      at: 5,
      actor: { platform: 'local', user: 'local', name: 'ann' },
      place,
      request: { form: 'fields', verb: 'run', goal: 'G-1', text: 'fix it', flags: { turns: 3 } },
    });
  });

  it('needs no body', () => {
    expect(messageOf({ verb: 'list', body: undefined }).request).toEqual({ form: 'fields', verb: 'list' });
    expect(messageOf({ verb: 'list', body: null }).request).toEqual({ form: 'fields', verb: 'list' });
  });

  it('takes a bare number for a goal', () => {
    expect(messageOf({ body: { goal: 42 } }).request).toMatchObject({ goal: '42' });
  });

  it('takes words that a shell has cut', () => {
    const argv = ['run', '--accept', 'npm test', 'fix', 'it'];
    expect(messageOf({ body: { argv } }).request).toEqual({ form: 'argv', argv });
  });

  it('has an actor that is a label and cannot change who asks', () => {
    expect(messageOf({ body: { actor: '  an\u0007n\u202E ' } }).actor).toEqual({
      platform: 'local',
      user: 'local',
      name: 'ann',
    });
    expect(messageOf({ body: { actor: ' ' } }).actor).toEqual({ platform: 'local', user: 'local' });
    expect(codeOf({ body: { actor: { platform: 'slack', user: 'U1' } } })).toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it('bears the same delivery id for the same key and verb, within 200 characters', () => {
    const key = 'k'.repeat(120);
    expect(messageOf({ key }).deliveryId).toBe(messageOf({ key, freshId: 'other' }).deliveryId);
    expect(messageOf({ key, verb: 'v'.repeat(90) }).deliveryId.length).toBeLessThanOrEqual(200);
    expect(messageOf({ key: 'k', verb: 'run' }).deliveryId).not.toBe(
      messageOf({ key: 'k', verb: 'stop' }).deliveryId,
    );
  });

  it.each([
    { body: [] },
    { body: 'run' },
    { body: { text: 5 } },
    { body: { unknown: 1 } },
    { body: { argv: [] } },
    { body: { argv: ['run', 5] } },
    { body: { argv: ['run'], text: 'x' } },
    { body: { argv: ['stop'] } },
    { key: '' },
    { key: 'with space' },
    { key: 'k'.repeat(121) },
  ])('is refused with an explanation for %j', (over) => {
    expect(codeOf(over)).toMatchObject({ code: 'BAD_REQUEST', hint: expect.stringMatching(/./) });
  });
});
