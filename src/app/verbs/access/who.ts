import { labelOf, principalOf, roles } from '../../../domain/actor.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { roleOf } from '../../../policy/access.ts';
import { readIdentities } from '../../access/identity-book.ts';
import { answer, small } from '../../answers.ts';
import { maySee } from '../may-see.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { approveCode, revoke, unlink } from './grant.ts';
import { link } from './link.ts';

export const whoVerb: Verb = {
  name: 'who',
  role: 'view',
  goal: 'none',
  text: 'optional',
  actions: [
    { name: 'show', words: [], text: 'none', summary: 'who may do what here, and who you are' },
    {
      name: 'link',
      words: [],
      text: 'optional',
      summary: 'a code that makes two accounts one person; CODE on the other one, then CODE yes here',
    },
    {
      name: 'unlink',
      words: [],
      text: 'optional',
      summary: 'take your links back; admins: those of an account',
    },
    {
      name: 'approve',
      words: [],
      text: 'needed',
      summary: 'CODE ROLE: give whoever was given that code a role; for admins',
    },
    {
      name: 'revoke',
      words: [],
      text: 'needed',
      summary: 'take back what was granted to an account; for admins',
    },
  ],
  open: ['link'],
  flags: [],
  summary: 'who may do what here, and who you are; links your accounts',
  handle: (world, call) => {
    switch (call.action?.name ?? 'show') {
      case 'link':
        return link(world, call);
      case 'unlink':
        return unlink(world, call);
      case 'approve':
        return approveCode(world, call);
      case 'revoke':
        return revoke(world, call);
      default:
        return show(world, call);
    }
  },
};

async function show(world: VerbWorld, { actor }: VerbCall): Promise<VerbAnswer> {
  const { access } = world.installation;
  const you = principalOf(actor);
  const mine = roleOf(you, [access]) ?? 'no role';
  const fields = roles.map((role) => ({ label: role, value: [access[role].join(', ') || 'nobody'] }));
  const { grants } = await readIdentities(world.runtime.store);
  const others = (world.accounts ?? []).filter((account) => account !== you);
  const lines = [
    ...projectLines(world, actor),
    ...(others.length === 0 ? [] : [`Also you: ${others.join(', ')}.`]),
    ...grants.map(({ account, role, by }) => `${account} holds ${role}, granted by ${labelOf(by)}.`),
    'The operator at the machine (local) always holds run.',
  ];
  return answer(
    `You are ${labelOf(actor)} (${you}): ${mine}`,
    [{ type: 'fields', fields }, ...lines.map((line) => small(line))],
    { data: { you, role: mine, access, accounts: [you, ...others], granted: grants } },
  );
}

/** Where a project’s own lists give more than those of the installation. */
function projectLines(world: VerbWorld, actor: VerbCall['actor']): string[] {
  const { access, projects } = world.installation;
  const you = principalOf(actor);
  const everywhere = roleOf(you, [access]);
  return Object.values(projects).flatMap((project) => {
    const role = maySee(world, actor, project.name) ? roleOf(you, [access, project.access]) : undefined;
    return role === undefined || role === everywhere ? [] : [`In ${project.name} you hold ${role}.`];
  });
}
