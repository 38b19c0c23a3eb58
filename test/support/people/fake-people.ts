import type { Actor } from '../../../src/domain/actor.ts';
import type { People, Person } from '../../../src/ports/chat/people.ts';

/** What a platform says of its people: nothing special of those that are not named. */
export interface FakePeople extends People {
  /** By user id; a problem: the platform cannot be asked about them. */
  readonly known: Record<string, Partial<Person> | { readonly problem: string }>;
  /** Everybody whom it was asked about. */
  readonly asked: string[];
}

export function createFakePeople(known: FakePeople['known'] = {}): FakePeople {
  const asked: string[] = [];
  return {
    known,
    asked,
    async about({ user }: Actor) {
      asked.push(user);
      const person = known[user] ?? {};
      if ('problem' in person) return { ok: false, problem: person.problem };
      return { ok: true, person: { groups: [], ...person } };
    },
  };
}
