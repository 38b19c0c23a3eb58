import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceMessage } from '../../../src/domain/surface/attachment.ts';
import type { Content } from '../../../src/domain/surface/content.ts';
import type { Origin } from '../../../src/domain/origin.ts';
import type { Chat, OutgoingMessage } from '../../../src/ports/chat/chat.ts';

/** A message as people see it. */
export interface ShownMessage {
  readonly id: string;
  readonly thread?: string;
  readonly text: string;
}

/** A chat that works, with a look at what arrived. */
export interface ChatUnderTest {
  readonly chat: Chat;
  /** A channel without a thread. */
  readonly place: Origin;
  /** Everything visible in `place`, oldest first. */
  shown(): Promise<readonly ShownMessage[]>;
  /** The name of a message that never was, as the platform writes them; needed when `refuses` is set. */
  readonly unknownId?: string;
  /** A place that will never work; needed when `refuses` is set. */
  readonly refusedPlace?: Origin;
  /** A person's message, and the signs that drover shows on it; needed when `signs` is set. */
  say?(text: string): SourceMessage;
  signsOn?(message: SourceMessage): Promise<readonly string[]>;
  /** Names of files that people in `place` can open; needed when `files` is set. */
  files?(): Promise<readonly string[]>;
  /** What the next edit is refused with for good, as if the message were too old; needed when `refuses` is set. */
  refuseNextEdit?(): void;
  /** The next message is posted but its answer is lost; needed when `losesAnswers` is set. */
  loseNextAnswer?(): void;
  close(): Promise<void>;
}

export interface ChatFeatures {
  /** There are places that refuse messages for good. */
  readonly refuses: boolean;
  /** Answers can be lost on the way, so that posts can be doubtful. */
  readonly losesAnswers: boolean;
  /** People's messages can bear signs. */
  readonly signs: boolean;
  /** What drover said can be taken back. */
  readonly removes: boolean;
  /** There are files beside messages. */
  readonly files: boolean;
}

const never = new AbortController().signal;
const says = (title: string, text = 'a line'): Content => ({
  tone: 'info',
  title,
  blocks: [{ type: 'text', spans: [text] }],
});

/** Something of every kind. */
const wholeContent: Content = {
  tone: 'ask',
  title: 'Which way?',
  blocks: [
    { type: 'fields', fields: [{ label: 'Goal', value: ['G-1'] }] },
    {
      type: 'chart',
      alt: 'Two turns, one check',
      chart: {
        title: 'G-1',
        from: 0,
        to: 60_000,
        bars: [{ lane: 'turns', label: '1', from: 0, to: 30_000, tone: 'good' }],
        spend: { unit: 'usd', points: [{ at: 0, value: 0 }] },
      },
    },
    {
      type: 'choice',
      act: 'answer/G-1/Q-1',
      placeholder: 'Choose',
      options: [{ value: '1', label: 'Left' }],
    },
    {
      type: 'buttons',
      buttons: [
        { act: 'pause/G-1', label: 'Pause', style: 'plain' },
        {
          act: 'cancel/G-1',
          label: 'Cancel',
          style: 'danger',
          confirm: { title: 'Cancel G-1?', text: 'It ends.', yes: 'Cancel it' },
        },
      ],
    },
    { type: 'small', spans: ['That is all.'] },
  ],
};

/** What every implementation of the `Chat` port promises. */
export function describeChat(name: string, open: () => Promise<ChatUnderTest>, features: ChatFeatures): void {
  describe(`${name} as a chat`, () => {
    let under: ChatUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    const post = async (key: string, title: string, to: Origin = under.place): Promise<string> => {
      return await sendAs({ key, to, content: says(title) });
    };
    /** The first message of a thread; platforms that make threads apart from messages make one. */
    const openThread = async (key: string, title: string): Promise<string> =>
      await sendAs({ key, to: under.place, content: says(title), opens: title });
    const sendAs = async (message: OutgoingMessage): Promise<string> => {
      const sent = await under.chat.send(message, never);
      if (!sent.ok) throw new Error(`not sent: ${JSON.stringify(sent.failure)}`);
      return sent.messageId;
    };

    it('shows a message once, under the id that it answers', async () => {
      const id = await post('k1', 'hello there');
      const shown = await under.shown();
      expect(shown.filter((one) => one.text.includes('hello there')).map((one) => one.id)).toEqual([id]);
    });

    it('gives two messages two ids, even with the same content', async () => {
      expect(await post('k1', 'same')).not.toBe(await post('k2', 'same'));
    });

    it('puts a reply into its thread and nowhere else', async () => {
      const one = await openThread('root1', 'first root');
      const two = await openThread('root2', 'second root');
      const reply = await post('reply', 'the reply', { ...under.place, thread: one });
      const shown = await under.shown();
      expect(shown.find((message) => message.id === reply)?.thread).toBe(one);
      expect(shown.filter((message) => message.thread === two && message.id !== two)).toEqual([]);
    });

    it('replaces the content of an edited message and keeps its id', async () => {
      const id = await post('k1', 'before');
      const edited = await under.chat.edit(
        id,
        { key: 'card', to: under.place, content: says('after') },
        never,
      );
      const shown = await under.shown();
      expect(edited).toEqual({ ok: true, messageId: id });
      expect(shown.some((one) => one.text.includes('before'))).toBe(false);
      expect(shown.filter((one) => one.text.includes('after')).map((one) => one.id)).toEqual([id]);
    });

    it('finds a message by its key, at the top and in a thread', async () => {
      const root = await openThread('root', 'root');
      const thread = { ...under.place, thread: root };
      const reply = await post('reply', 'reply', thread);
      expect(await under.chat.find({ key: 'root', to: under.place }, 0, never)).toEqual({
        ok: true,
        messageId: root,
      });
      expect(await under.chat.find({ key: 'reply', to: thread }, Date.now() - 60_000, never)).toEqual({
        ok: true,
        messageId: reply,
      });
    });

    it('finds a message by the key it was posted with after it was edited under another', async () => {
      const id = await post('root', 'root');
      await under.chat.edit(id, { key: 'card', to: under.place, content: says('card') }, never);
      expect(await under.chat.find({ key: 'root', to: under.place }, 0, never)).toEqual({
        ok: true,
        messageId: id,
      });
    });

    it('finds the right one among many', async () => {
      const ids: string[] = [];
      for (let number = 0; number < 40; number += 1) {
        ids.push(await post(`many-${number}`, `message ${number}`));
      }
      expect(await under.chat.find({ key: 'many-3', to: under.place }, 0, never)).toEqual({
        ok: true,
        messageId: ids[3],
      });
    });

    it('finds nothing for a key that was never posted', async () => {
      await post('other', 'other');
      expect(await under.chat.find({ key: 'missing', to: under.place }, 0, never)).toEqual({ ok: true });
    });

    it('accepts the largest content without a failure', async () => {
      const huge: Content = {
        tone: 'bad',
        title: 'x'.repeat(5000),
        blocks: [
          ...Array.from({ length: 60 }, () => ({ type: 'text' as const, spans: ['🦬 & <b>'.repeat(800)] })),
          { type: 'output', text: '```\n'.repeat(20_000) },
        ],
      };
      const sent = await under.chat.send({ key: 'huge', to: under.place, content: huge }, never);
      expect(sent.ok).toBe(true);
    });

    it('throws the reason of an abort', async () => {
      const aborted = AbortSignal.abort(new Error('enough'));
      const message = { key: 'k', to: under.place, content: says('never seen') };
      await expect(under.chat.send(message, aborted)).rejects.toThrow('enough');
      expect((await under.shown()).some((one) => one.text.includes('never seen'))).toBe(false);
    });

    it('says everything that has controls, choices and charts in it, in one message', async () => {
      const sent = await under.chat.send({ key: 'whole', to: under.place, content: wholeContent }, never);
      const shown = await under.shown();
      expect(sent.ok).toBe(true);
      const whole = shown.filter((one) => one.text.includes('Which way'));
      expect(whole).toHaveLength(1);
      expect(whole[0]?.text).toContain('Two turns, one check');
    });

    it.skipIf(!features.files)(
      'puts what is too long to be read into a file beside the message',
      async () => {
        const text = Array.from({ length: 3000 }, (_, line) => `line ${line}`).join('\n');
        const content: Content = {
          ...says('a long log'),
          blocks: [{ type: 'output', name: 'G-1.log', text }],
        };
        const sent = await under.chat.send({ key: 'log', to: under.place, content }, never);
        const shown = (await under.shown()).filter((one) => one.text.includes('a long log'));
        expect(shown.map((one) => one.id)).toEqual([sent.ok ? sent.messageId : 'not sent']);
        expect(await under.files?.()).toEqual(['G-1.log']);
      },
    );

    it.skipIf(!features.signs)('shows one sign at a time on a person’s message', async () => {
      const message = under.say?.('!say hello');
      if (message === undefined) throw new Error('the suite needs a person');
      for (const sign of ['seen', 'delivered', 'delivered', 'acknowledged'] as const)
        expect(await under.chat.sign(message, sign, never)).toMatchObject({ ok: true });
      const last = await under.signsOn?.(message);
      expect(last).toHaveLength(1);
      await under.chat.sign(message, 'undelivered', never);
      expect(await under.signsOn?.(message)).not.toEqual(last);
    });

    it.skipIf(!features.removes)('takes back a message, and calls it success when it is gone', async () => {
      const id = await post('k1', 'not for long');
      const other = await post('k2', 'this stays');
      for (const attempt of ['first', 'second'])
        expect({ attempt, ...(await under.chat.remove(id, under.place, never)) }).toMatchObject({ ok: true });
      expect((await under.shown()).map((one) => one.id)).toEqual([other]);
    });

    it.skipIf(!features.refuses)('says that a message cannot be edited any more', async () => {
      const id = await post('k1', 'an old card');
      under.refuseNextEdit?.();
      const edited = under.chat.edit(id, { key: 'card', to: under.place, content: says('new') }, never);
      expect(await edited).toMatchObject({ ok: false, failure: { kind: 'refused' } });
      const card = { key: 'card', to: under.place, content: says('new') };
      expect(await under.chat.edit(under.unknownId ?? '', card, never)).toMatchObject({
        ok: false,
        failure: { kind: 'refused' },
      });
    });

    it.skipIf(!features.refuses)('says that a place refuses for good, with a hint', async () => {
      const to = under.refusedPlace;
      if (to === undefined) throw new Error('the suite needs a refused place');
      const sent = await under.chat.send({ key: 'k', to, content: says('hello') }, never);
      expect(sent).toMatchObject({
        ok: false,
        failure: { kind: 'refused', hint: expect.stringMatching(/\w/u) },
      });
    });

    it.skipIf(!features.losesAnswers)('doubts a post whose answer was lost, and finds it', async () => {
      under.loseNextAnswer?.();
      const since = Date.now();
      const message = { key: 'lost', to: under.place, content: says('posted once') };
      const sent = await under.chat.send(message, never);
      expect(sent).toMatchObject({ ok: false, failure: { kind: 'doubtful' } });
      const found = await under.chat.find(message, since, never);
      const shown = (await under.shown()).filter((one) => one.text.includes('posted once'));
      expect(found).toEqual({ ok: true, messageId: shown[0]?.id });
      expect(shown).toHaveLength(1);
    });
  });
}
