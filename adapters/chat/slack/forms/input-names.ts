/** The input that asks for a channel, where the surface did not tell one. */
export const whereInput = 'where?';

const prefix = 'in:';

/** How an input's block is called: problems with it are shown there. */
export const blockOf = (name: string): string => `${prefix}${name}`;

/** The name of the input in that block; undefined for other blocks. */
export const inputName = (block: string): string | undefined =>
  block.startsWith(prefix) ? block.slice(prefix.length) : undefined;
