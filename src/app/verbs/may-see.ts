import type { Actor } from '../../domain/actor.ts';
import { decideAccess } from '../../policy/access.ts';
import type { VerbWorld } from './verb.ts';

type World = Pick<VerbWorld, 'installation'>;

/** Verbs without a goal are open to those who may see any one project; of the others' goals they learn nothing. */
export function maySee({ installation }: World, actor: Actor, project: string): boolean {
  const own = Object.hasOwn(installation.projects, project) ? installation.projects[project] : undefined;
  const rules = [installation.access, ...(own === undefined ? [] : [own.access])];
  return decideAccess(actor, 'view', rules).allowed;
}

/** The projects that a person may know of, as a hint tells them. */
export function knownProjects(world: World, actor: Actor): string {
  const names = Object.keys(world.installation.projects).filter((name) => maySee(world, actor, name));
  return names.length === 0 ? 'none that you may see' : names.join(', ');
}
