import type { Actor } from '../../domain/actor.ts';
import type { VerbAnswer } from '../../domain/verb.ts';
import { installationFor, installationForTrigger } from '../../policy/access/rules-for.ts';
import type { Logger } from '../../ports/logger.ts';
import { refusal } from '../answers.ts';
import { knowPerson, type PeopleWorld } from './known-person.ts';

/** A world, and what is known of whoever asks in it. */
export interface AskingWorld extends PeopleWorld {
  readonly runtime: PeopleWorld['runtime'] & { readonly logger: Pick<Logger, 'warn'> };
  /** Every account of whoever asks; absent: nobody was looked up. */
  readonly accounts?: readonly string[];
}

/** The world as it stands for one person, who is called by what is known of them. */
export type Entered<W> =
  /** `unsure`: the person may have more rights than this world shows. */
  | { readonly ok: true; readonly world: W; readonly actor: Actor; readonly unsure?: true }
  | { readonly ok: false; readonly answer: VerbAnswer };

/**
 * The door for everything that is asked: finds out who asks, and answers a world whose lists name that person wherever
 * they mean any account or group of theirs. What decides by lists needs to know no more. Whoever may not be let in on a
 * guess is refused.
 */
export async function worldFor<W extends AskingWorld>(world: W, actor: Actor): Promise<Entered<W>> {
  if (actor.platform === 'trigger') {
    const installation = installationForTrigger(world.installation, actor.user);
    return { ok: true, world: { ...world, installation, accounts: [] }, actor };
  }
  const known = await knowPerson(world, actor);
  if (!known.ok) {
    const { platform, problem } = known;
    world.runtime.logger.warn({ platform, problem }, 'a platform could not be asked who somebody is');
    return { ok: false, answer: unasked(platform) };
  }
  const { person } = known;
  const [account = ''] = person.accounts;
  const { principals, granted, unsure } = person;
  const installation = installationFor(world.installation, { account, principals, granted });
  const entered = { ...world, installation, accounts: person.accounts };
  return { ok: true, world: entered, actor: person.actor, ...(unsure === undefined ? {} : { unsure }) };
}

const names: Readonly<Record<string, string>> = { slack: 'Slack', discord: 'Discord', github: 'GitHub' };

/** Nobody is let in whose platform does not answer. */
export const unasked = (platform: string): VerbAnswer =>
  refusal(
    'ACCESS_UNKNOWN',
    `${names[platform] ?? platform} cannot be asked who you are`,
    'Nothing was done: nobody is let in on a guess. Try again in a minute.',
  );
