/** A place to look for a base, and the name it is then known by. */
export interface BaseCandidate {
  readonly ref: string;
  readonly name: string;
}

/** Refs of the mirror that hold the branches of what the base comes from. */
export const originRefs = 'refs/remotes/origin/';
/** Refs that hold the own branches of a checkout whose base comes from its remote. */
export const checkoutRefs = 'refs/remotes/checkout/';

/** Whether text can be the name of a branch, tag or commit at all; revision expressions are not names. */
export const isBaseName = (text: string): boolean =>
  text !== '' &&
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|^-|\/\/|^\/|\/$/.test(text);

/** Whether text is a whole commit id, which can be asked from a source that did not offer it. */
export const isWholeSha = (text: string): boolean => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);

/**
 * Where a base may be found, best first. `hasRemote`: the source is a checkout whose base comes from its remote;
 * what is found there is named `origin/main`, so that nobody takes it for the checkout's own branch.
 */
export function baseCandidates(base: string, hasRemote: boolean): readonly BaseCandidate[] {
  const spellings = [
    ...new Set([base, base.replace(/^refs\/(heads|tags)\//, ''), base.replace(/^origin\//, '')]),
  ];
  const branches = spellings.flatMap((name) => [
    { ref: originRefs + name, name: hasRemote ? `origin/${name}` : name },
    ...(hasRemote ? [{ ref: checkoutRefs + name, name }] : []),
  ]);
  const tags = spellings.map((name) => ({ ref: `refs/tags/${name}`, name }));
  const shas = /^[0-9a-f]{7,64}$/.test(base) ? [{ ref: base, name: base }] : [];
  return [...branches, ...tags, ...shas];
}
