import type { Actor } from '../../domain/actor.ts';
import { decideAccess } from '../../policy/access.ts';
import type { VerbWorld } from './verb.ts';

/** Verbs without a goal are open to those who may see any one project; of the others' goals they learn nothing. */
export function maySee({ installation }: VerbWorld, actor: Actor, project: string): boolean {
  const own = Object.hasOwn(installation.projects, project) ? installation.projects[project] : undefined;
  const rules = [installation.access, ...(own === undefined ? [] : [own.access])];
  return decideAccess(actor, 'view', rules).allowed;
}
