import { labelOf, principalOf, roles, type Role } from '../../../domain/actor.ts';
import { directChannel } from '../../../domain/origin.ts';
import type { Post } from '../../../domain/post.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import {
  codeKey,
  grantKey,
  linkPrefix,
  LinkSchema,
  readCode,
  type LinkCode,
} from '../../../policy/access/link-code.ts';
import { oneLine } from '../../../text/format.ts';
import { answer, refusal, small } from '../../answers.ts';
import { unlessAdminOfAll } from '../operate/installation-admin.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';
import { findCode, settle, unknownCode, type Settled } from './code-book.ts';

/** `who approve CODE ROLE`: whoever was given that code holds the role from now on. For admins of everything. */
export async function approveCode(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const denied = unlessAdminOfAll(world, call.actor);
  if (denied !== undefined) return denied;
  const [typed = '', word = 'view'] = call.text.trim().split(/\s+/);
  const [code, role] = [readCode(typed), roles.find((one) => one === word.toLowerCase())];
  if (code === undefined || role === undefined)
    return refusal(
      'WRONG_USAGE',
      'An approval needs a code and a role',
      `Write: /goal who approve 7K2M4QXA run. Roles: ${roles.join(', ')}; without one it is view.`,
    );
  return settle(world, call, async () => {
    const found = await findCode(world, code);
    if (found === undefined) return unknownCode();
    const drop = { key: codeKey(code), expectedVersion: found.version, value: undefined };
    return grant(world, call, { role, drop, code, from: found.value });
  });
}

interface Granting {
  readonly role: Role;
  readonly code: string;
  readonly from: LinkCode;
  readonly drop: Settled['entries'][number];
}

async function grant(
  { runtime }: VerbWorld,
  { actor: by }: VerbCall,
  { role, code, from: { from, place }, drop }: Granting,
): Promise<Settled> {
  const account = principalOf(from);
  const key = grantKey(account);
  const before = await runtime.store.entry(key);
  const value = { account, role, by, at: runtime.clock.now() };
  return {
    given: answer(`${labelOf(from)} (${account}) holds the role “${role}” from now on`, [
      small(`/goal who revoke ${account} takes it back. The configuration’s lists count beside it.`),
    ]),
    entries: [drop, { key, expectedVersion: before?.version ?? 0, value }],
    posts: tell(place, from, `people/${code}/role`, role),
    audit: { what: 'a role was granted', who: principalOf(by), account, role },
  };
}

function tell(place: LinkCode['place'], from: LinkCode['from'], key: string, role: Role): Post[] {
  const channel = directChannel(from.platform, from.user);
  if (channel === undefined) return [];
  const to = { platform: place.platform, workspace: place.workspace, channel };
  const content = {
    tone: 'good' as const,
    title: `You hold the role “${role}” now`,
    blocks: [small('/goal help shows what you can ask.')],
  };
  return [{ key, kind: 'notice', to, content }];
}

/** `who revoke ACCOUNT`: takes back what was granted. What the configuration gives stays. */
export async function revoke(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const denied = unlessAdminOfAll(world, call.actor);
  if (denied !== undefined) return denied;
  const account = call.text.trim();
  return settle(world, call, async () => {
    const key = grantKey(account.slice(0, 150));
    const entry = await world.runtime.store.entry(key);
    if (entry === undefined)
      return refusal(
        'WRONG_USAGE',
        `Nothing was granted to “${oneLine(account, 80)}”`,
        'Name the account as /goal who shows it: slack:U0123ABCD. Lists are changed in the configuration.',
      );
    return {
      given: answer(`What was granted to ${account} is taken back`),
      entries: [{ key, expectedVersion: entry.version, value: undefined }],
      audit: { what: 'a grant was taken back', who: principalOf(call.actor), account },
    };
  });
}

/** `who unlink`: takes back the links of the account that asks; an admin names another one. */
export async function unlink(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const own = principalOf(call.actor);
  const account = call.text.trim() === '' ? own : call.text.trim();
  const denied = account === own ? undefined : unlessAdminOfAll(world, call.actor);
  if (denied !== undefined) return denied;
  return settle(world, call, async () => {
    const links = (await world.runtime.store.entries(linkPrefix)).filter(({ value }) => {
      const { data } = LinkSchema.safeParse(value);
      return data?.accounts.includes(account) === true;
    });
    if (links.length === 0)
      return refusal(
        'WRONG_USAGE',
        `${oneLine(account, 80)} is linked with nothing here`,
        'Links of the configuration (“identities”) are changed there.',
      );
    return {
      given: answer(`${account} stands for itself again`),
      entries: links.map(({ key, version }) => ({ key, expectedVersion: version, value: undefined })),
      audit: { what: 'accounts were unlinked', who: own, account },
    };
  });
}
