import { directChannel } from '../../../domain/origin.ts';
import { labelOf, principalOf, type Actor } from '../../../domain/actor.ts';
import type { Post } from '../../../domain/post.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import {
  codeKey,
  codeMs,
  linkKey,
  longestAccount,
  readCode,
  type LinkCode,
} from '../../../policy/access/link-code.ts';
import { unasked } from '../../access/world-for.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';
import { findCode, settle, unknownCode, type Settled } from './code-book.ts';
import { newCode } from './new-code.ts';

/**
 * `who link`: gives a code; `who link CODE` on another account says that both are the same person; `who link CODE yes`
 * on the first one confirms it. Then they share goals, roles and purses.
 */
export async function link(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const barred = await barredFromLinks(world, call.actor);
  if (barred !== undefined) return barred;
  const [typed = '', word = ''] = call.text.trim().split(/\s+/);
  if (typed === '') return newCode(world, call);
  const code = readCode(typed);
  if (code === undefined)
    return refusal('WRONG_USAGE', 'That is no code', 'A code has eight letters and digits: 7K2M4QXA.');
  return settle(world, call, () => heed(world, call, code, word.toLowerCase()));
}

/** The operator at the machine is nobody’s account: whoever can read the token could take it. Guests and the like have none here. */
async function barredFromLinks({ people }: VerbWorld, actor: Actor): Promise<VerbAnswer | undefined> {
  const account = principalOf(actor);
  if (account === 'local' || actor.platform === 'trigger' || account.length > longestAccount)
    return refusal(
      'ACCESS_DENIED',
      'Only accounts in a chat can be linked',
      'The configuration’s “identities” can link others; docs/access.md tells how.',
    );
  const about = await people?.get(actor.platform)?.about(actor);
  if (about?.ok === false) return unasked(actor.platform);
  const outsider = actor.outsider ?? about?.person.outsider;
  return outsider === undefined
    ? undefined
    : refusal(
        'ACCESS_DENIED',
        'You may not do that',
        'Guests, bots and people of other workspaces get no code.',
      );
}

async function heed(
  world: VerbWorld,
  call: VerbCall,
  code: string,
  word: string,
): Promise<Settled | VerbAnswer> {
  const found = await findCode(world, code);
  if (found === undefined) return unknownCode();
  const { version, value } = found;
  const [mine, owner] = [principalOf(call.actor), principalOf(value.from)];
  const other = value.to === undefined ? undefined : principalOf(value.to);
  const drop = { key: codeKey(code), expectedVersion: version, value: undefined };
  if (word === 'no' && (mine === owner || mine === other)) return dropped(code, mine, drop);
  if (mine === owner) return word === 'yes' ? confirmed(world, value, drop) : stillOpen(code, value);
  if (other !== undefined && other !== mine) return unknownCode();
  return claimed(world, call.actor, code, { version, value });
}

/** The second account says that it is the same person; the first is told who said so. */
function claimed(
  { runtime }: VerbWorld,
  actor: Actor,
  code: string,
  { version, value }: { readonly version: number; readonly value: LinkCode },
): Settled {
  const [mine, owner] = [principalOf(actor), principalOf(value.from)];
  const until = runtime.clock.now() + codeMs;
  const next: LinkCode = { ...value, to: actor, expiresAt: Math.max(value.expiresAt, until) };
  return {
    given: answer(
      `${labelOf(value.from)} (${owner}) is asked whether that is you`,
      [
        text('It counts as soon as they type ', { code: `/goal who link ${code} yes` }, ' there.'),
        small(
          `Then both accounts have the rights of both. If ${owner} is not you: /goal who link ${code} no`,
        ),
      ],
      { data: { code, with: owner, state: 'waiting' } },
    ),
    entries: [{ key: codeKey(code), expectedVersion: version, value: next }],
    posts: askOwner(value, code, actor),
    audit: { what: 'a code was given on another account', who: mine, owner },
  };
}

/** A direct message, where the platform has them; else the answer to the second account says it all. */
function askOwner({ from, place }: LinkCode, code: string, other: Actor): Post[] {
  const channel = directChannel(from.platform, from.user);
  if (channel === undefined) return [];
  const content = {
    tone: 'ask' as const,
    title: `Is ${labelOf(other)} (${principalOf(other)}) you?`,
    blocks: [
      text(
        'If it is, type ',
        { code: `/goal who link ${code} yes` },
        ': then both accounts have the rights of both.',
      ),
      small(`If it is not: /goal who link ${code} no. Nothing changes by itself.`),
    ],
  };
  const to = { platform: place.platform, workspace: place.workspace, channel };
  return [{ key: `people/${code}/${principalOf(other)}`, kind: 'notice', urgency: 'ask', to, content }];
}

async function confirmed(
  { runtime }: VerbWorld,
  { from, to }: LinkCode,
  drop: Settled['entries'][number],
): Promise<Settled | VerbAnswer> {
  if (to === undefined)
    return refusal(
      'WRONG_USAGE',
      'Nobody has given that code yet',
      'Type it on your other account first: /goal who link CODE.',
    );
  const accounts = [principalOf(from), principalOf(to)] as const;
  const key = linkKey(...accounts);
  const expectedVersion = (await runtime.store.entry(key))?.version ?? 0;
  return {
    given: answer(`${accounts.join(' and ')} are one person from now on`, [
      small('They share goals, roles and purses. /goal who unlink takes it back.'),
    ]),
    entries: [drop, { key, expectedVersion, value: { accounts, at: runtime.clock.now() } }],
    audit: { what: 'accounts were linked', accounts },
  };
}

const stillOpen = (code: string, { to }: LinkCode): VerbAnswer =>
  to === undefined
    ? refusal(
        'WRONG_USAGE',
        'That is your own code',
        'Type it on your other account; or have an admin approve it.',
      )
    : answer(`${labelOf(to)} (${principalOf(to)}) says to be you`, [
        text('Confirm it: ', { code: `/goal who link ${code} yes` }),
        small(`If that is somebody else: /goal who link ${code} no`),
      ]);

const dropped = (code: string, who: string, drop: Settled['entries'][number]): Settled => ({
  given: answer(`The code ${code} is gone`, [small('Nothing was linked.')]),
  entries: [drop],
  audit: { what: 'a code was dropped', who },
});
