/** Longest name on the disk, in characters; file systems take 255 bytes. */
const longest = 80;

/**
 * A name for the disk out of what its sender called it: letters, digits, `.`, `_` and `-`, never a path, never hidden,
 * never an option of a program. The number makes it unique among the files of one message.
 */
export function safeName(name: string, number: number): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '_')
    .replaceAll(/\.{2,}/g, '_')
    .replace(/^[._-]+/, '')
    .replace(/[._-]+$/, '');
  return `${number}-${plain === '' ? 'file' : cut(plain)}`;
}

/** The start of it, and its ending. */
function cut(name: string): string {
  if (name.length <= longest) return name;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, longest - ending.length)}${ending}`;
}
