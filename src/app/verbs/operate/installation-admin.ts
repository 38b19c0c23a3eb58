import type { Actor } from '../../../domain/actor.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { decideAccess } from '../../../policy/access.ts';
import { accessRefusal } from '../../authorize.ts';
import type { VerbWorld } from '../verb.ts';

/** The refusal of those who are admins of one project only: what concerns all projects is not theirs. */
export function unlessAdminOfAll({ installation }: VerbWorld, actor: Actor): VerbAnswer | undefined {
  const access = decideAccess(actor, 'admin', [installation.access]);
  return access.allowed ? undefined : accessRefusal(access);
}
