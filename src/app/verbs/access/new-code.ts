import { principalOf } from '../../../domain/actor.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import {
  AskedSchema,
  askedPrefix,
  codeFrom,
  codeKey,
  codeMs,
  codePrefix,
  LinkCodeSchema,
  mostCodes,
  mostCodesEach,
} from '../../../policy/access/link-code.ts';
import type { Entry, EntryWrite } from '../../../ports/store/goal-store.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';
import { settle, type Settled } from './code-book.ts';

/** Gives whoever asks a code that is good once, for an hour. Codes whose time is over go. */
export const newCode = (world: VerbWorld, call: VerbCall): Promise<VerbAnswer> =>
  settle(world, call, () => giveCode(world, call));

async function giveCode({ runtime }: VerbWorld, { actor, message }: VerbCall): Promise<Settled | VerbAnswer> {
  const { store, clock, random } = runtime;
  const now = clock.now();
  const codes = await store.entries(codePrefix);
  const open = codes.filter(({ value }) => isOpen(value, now));
  const account = principalOf(actor);
  const own = open.filter(({ value }) => ownerOf(value) === account);
  if (own.length >= mostCodesEach || open.length >= mostCodes) return tooMany();
  const code = codeFrom(random.uuid());
  const asked = await store.entry(`${askedPrefix}${account}`);
  const { platform, workspace, channel } = message.place;
  const value = { from: actor, place: { platform, workspace, channel }, expiresAt: now + codeMs };
  return {
    given: given(code),
    entries: [
      { key: codeKey(code), expectedVersion: 0, value },
      { key: `${askedPrefix}${account}`, expectedVersion: asked?.version ?? 0, value: { at: now } },
      ...removed(codes.filter((entry) => !open.includes(entry))),
      ...removed(await forgotten(store, account, now)),
    ],
    audit: { what: 'a code was given out', who: account },
  };
}

const removed = (entries: readonly Entry[]): EntryWrite[] =>
  entries.map(({ key, version }) => ({ key, expectedVersion: version, value: undefined }));

async function forgotten(
  store: VerbWorld['runtime']['store'],
  account: string,
  now: number,
): Promise<readonly Entry[]> {
  const entries = await store.entries(askedPrefix);
  return entries.filter(({ key, value }) => {
    const { data } = AskedSchema.safeParse(value);
    return key !== `${askedPrefix}${account}` && (data === undefined || data.at + codeMs < now);
  });
}

function isOpen(value: unknown, now: number): boolean {
  const { data } = LinkCodeSchema.safeParse(value);
  return data !== undefined && data.expiresAt > now;
}

function ownerOf(value: unknown): string | undefined {
  const { data } = LinkCodeSchema.safeParse(value);
  return data === undefined ? undefined : principalOf(data.from);
}

const tooMany = (): VerbAnswer =>
  refusal(
    'RATE_LIMITED',
    `You have ${mostCodesEach} codes already, or too many people have one`,
    'Use one of these, or wait: a code counts for an hour.',
  );

const given = (code: string): VerbAnswer =>
  answer(
    `Your code: ${code}`,
    [
      text('Your other account: type ', { code: `/goal who link ${code}` }, ' there, and confirm it here.'),
      text('No rights yet: give it to an admin, who types ', { code: `/goal who approve ${code} ROLE` }, '.'),
      small('It counts once, for an hour. Nobody of drover asks for it.'),
    ],
    { data: { code, minutes: codeMs / 60_000 } },
  );
