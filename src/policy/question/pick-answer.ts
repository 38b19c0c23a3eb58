const plain = (text: string): string => text.trim().toLowerCase().replace(/\.$/, '');

/**
 * What a person's words mean where options were given: the option that they repeat, else the one that they number (from 1),
 * else themselves. undefined: a number that no option has.
 */
export function pickAnswer(options: readonly string[], text: string): string | undefined {
  const words = text.trim();
  const repeated = options.find((option) => plain(option) === plain(words));
  if (repeated !== undefined) return repeated;
  const number = /^(?:option\s+)?#?(\d{1,3})[.)]?$/i.exec(words)?.[1];
  return number === undefined || options.length === 0 ? words : options[Number(number) - 1];
}
