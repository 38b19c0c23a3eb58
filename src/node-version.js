// Plain JavaScript that also an old Node can read: it is what tells people that theirs is too old.

/** From this version on Node runs TypeScript files without a flag and without a warning. */
export const neededNode = '24.12';

/**
 * Whether a Node of this version can run drover.
 * @param {string} version such as `24.21.0`, as in `process.versions.node`
 * @returns {boolean}
 */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = neededNode.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}
