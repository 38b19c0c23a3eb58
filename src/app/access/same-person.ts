import { principalOf, type Actor } from '../../domain/actor.ts';

/** Whether what belongs to `other` belongs to whoever asks: by the same account, or by a linked one. */
export const isSamePerson = (
  { accounts = [] }: { readonly accounts?: readonly string[] },
  asking: Actor,
  other: Actor,
): boolean => {
  const owner = principalOf(other);
  return owner === principalOf(asking) || accounts.includes(owner);
};
