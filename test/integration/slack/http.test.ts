import { afterEach, describe, expect, it } from 'vitest';
import { publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { commandForm, postSigned, signedHeaders, typeCommand } from '../../support/slack-emulator/sender.ts';
import { lineOf, openSlack, recorded, until, type OpenOptions, type OpenSlack } from './open-slack.ts';

let opened: OpenSlack | undefined;
const open = async (options: Partial<OpenOptions> = {}): Promise<OpenSlack> => {
  opened = await openSlack({ mode: 'http', ...options });
  return opened;
};
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const form = 'application/x-www-form-urlencoded';

const sized = (size: number) => `{"type":"url_verification","challenge":"ok","pad":"${'x'.repeat(size)}"}`;

describe('requests to the Slack endpoint', () => {
  it.each([
    ['forged', { secret: 'not the secret' }],
    ['stale', { offsetSeconds: -301 }],
    ['from the future', { offsetSeconds: 302 }],
  ])('refuses a %s signature before the body is read, and logs no body', async (_, forgery) => {
    const { state, endpoint, asked, log } = await open();
    const typed = { channel: 'C1', user: 'U1', text: 'run very private words' };
    const body = new URLSearchParams(commandForm(state, typed)).toString();
    const answer = await postSigned(state, endpoint, form, body, forgery);
    expect(answer).toEqual({ status: 401, body: '' });
    expect(asked).toEqual([]);
    expect(log.join()).toContain('refused');
    expect(log.join()).not.toContain('private');
  });

  it('refuses a request without a signature, and one whose body was changed after signing', async () => {
    const { state, endpoint } = await open();
    const bare = await fetch(endpoint, {
      method: 'POST',
      body: '{"type":"url_verification","challenge":"x"}',
    });
    expect(bare.status).toBe(401);
    const headers = signedHeaders(state, '{"type":"url_verification","challenge":"x"}');
    const changed = await fetch(endpoint, {
      method: 'POST',
      headers,
      body: '{"type":"url_verification","challenge":"y"}',
    });
    expect(changed.status).toBe(401);
  });

  it('takes a body of up to 1 MiB and refuses a larger one', async () => {
    const { state, endpoint } = await open();
    expect((await postSigned(state, endpoint, 'application/json', sized(1_000_000))).status).toBe(200);
    expect((await postSigned(state, endpoint, 'application/json', sized(1_048_577))).status).toBe(413);
  });

  it('answers the URL verification and the SSL check', async () => {
    const { state, endpoint } = await open();
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc123' });
    expect(await postSigned(state, endpoint, 'application/json', challenge)).toEqual({
      status: 200,
      body: 'abc123',
    });
    expect((await postSigned(state, endpoint, form, 'ssl_check=1&token=x')).status).toBe(200);
  });

  it('answers 400 to a signed body that cannot be read', async () => {
    const { state, endpoint, asked } = await open();
    expect((await postSigned(state, endpoint, 'application/json', '{"type":')).status).toBe(400);
    expect((await postSigned(state, endpoint, form, 'payload=%7Bno')).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it('confirms signed requests that it has no use for', async () => {
    const { state, endpoint, asked } = await open();
    const limited = JSON.stringify({ type: 'app_rate_limited', team_id: state.team });
    expect((await postSigned(state, endpoint, 'application/json', limited)).status).toBe(200);
    const action = JSON.stringify({
      type: 'block_actions',
      actions: [{ action_id: 'a' }],
      user: { id: 'U1' },
    });
    const payload = new URLSearchParams({ payload: action }).toString();
    expect((await postSigned(state, endpoint, form, payload)).status).toBe(200);
    expect(asked).toEqual([]);
  });
});

describe('slash commands over HTTP', () => {
  it('hands over what was typed and answers the person alone', async () => {
    const { state, endpoint, asked } = await open();
    const text = 'run --accept "npm test && echo <ok>" fix it';
    const { seen } = await typeCommand(state, { endpoint }, { channel: 'C1', user: 'U1', text });
    expect(asked).toMatchObject([
      {
        actor: { platform: 'slack', user: 'U1' },
        place: { platform: 'slack', workspace: state.team, channel: 'C1' },
        request: { form: 'line', line: text },
      },
    ]);
    expect(asked[0]?.place.thread).toBeUndefined();
    expect(JSON.parse(seen)).toMatchObject({
      response_type: 'ephemeral',
      text: expect.stringContaining('Recorded'),
    });
    expect(publicMessages(state, 'C1')).toEqual([]);
  });

  it('answers only after the request is durable', async () => {
    const gate = Promise.withResolvers<void>();
    const { state, endpoint, asked } = await open({
      intake: async (message) => {
        await gate.promise;
        return recorded(lineOf(message));
      },
    });
    let answered = false;
    const typing = typeCommand(state, { endpoint }, { channel: 'C1', user: 'U1', text: 'list' }).then(
      (done) => {
        answered = true;
        return done;
      },
    );
    await until('the intake was asked', () => asked.length === 1);
    expect(answered).toBe(false);
    gate.resolve();
    expect((await typing).seen).toContain('Recorded');
  });

  it('says that nothing was recorded when it could not be stored', async () => {
    const { state, endpoint } = await open({ intake: () => Promise.reject(new Error('disk full')) });
    const { seen } = await typeCommand(state, { endpoint }, { channel: 'C1', user: 'U1', text: 'list' });
    expect(JSON.parse(seen)).toMatchObject({ response_type: 'ephemeral' });
    expect(seen).toContain('Nothing was recorded');
    expect(seen).not.toContain('disk full');
  });

  it('says that it takes longer, and then answers through the response_url', async () => {
    const gate = Promise.withResolvers<void>();
    const { state, endpoint } = await open({
      options: { timing: { patienceMs: 10 } },
      intake: async (message) => {
        await gate.promise;
        return recorded(lineOf(message));
      },
    });
    const typed = { channel: 'C1', user: 'U1', text: 'list' };
    const { seen, responseId } = await typeCommand(state, { endpoint }, typed);
    expect(seen).toContain('Still storing');
    gate.resolve();
    await until('the late answer came', () => state.responses.length === 1);
    expect(state.responses[0]).toMatchObject({ id: responseId, body: { response_type: 'ephemeral' } });
    expect(JSON.stringify(state.responses[0]?.body)).toContain('Recorded');
  });

  it('survives a response_url that is used up', async () => {
    const { state, endpoint, log } = await open({
      options: { timing: { patienceMs: 0 } },
      intake: async (message) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return recorded(lineOf(message));
      },
    });
    addFault(state, { kind: 'error', method: 'response_url' });
    await typeCommand(state, { endpoint }, { channel: 'C1', user: 'U1', text: 'list' });
    await until('the failure was noticed', () => log.join().includes('could not be delivered'));
    expect(
      (await typeCommand(state, { endpoint }, { channel: 'C1', user: 'U1', text: 'list' })).seen,
    ).toContain('Still storing');
  });
});
