/** Every account of the person with this one: what is linked to a linked account is linked as well. The given one stands first. */
export function accountsOf(account: string, groups: readonly (readonly string[])[]): readonly string[] {
  const known = new Set([account]);
  for (let before = 0; before < known.size;) {
    before = known.size;
    const touched = groups.filter((group) => group.some((one) => known.has(one)));
    for (const one of touched.flat()) known.add(one);
  }
  return [...known];
}

/** The one of a person’s accounts that stands for all: the same whichever of them asks. */
export const standsFor = (accounts: readonly string[]): string => accounts.toSorted()[0] ?? '';

/** Whether a principal is no account but a group (`slack:S…`) or a role (`discord:@…`) that accounts belong to. */
export const isGroup = (principal: string): boolean => /^(?:slack:S|discord:@)/.test(principal);
