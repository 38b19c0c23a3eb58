import { checkTree } from '../checks/check-tree.ts';
import { describeViolation } from '../checks/violation.ts';
import type { Exceptions } from '../exceptions.ts';
import { rooms } from '../rooms.ts';

const manifest = JSON.stringify({
  dependencies: { zod: '1', execa: '1', '@slack/bolt': '1' },
  devDependencies: { vitest: '1', ws: '1' },
});

const noExceptions: Exceptions = { fullFolders: {}, testedElsewhere: {} };

/** Holds the rules against a tiny project of these files; answers the broken ones as lines of text. */
export function inspect(
  files: Readonly<Record<string, string>>,
  exceptions: Partial<Exceptions> = {},
): readonly string[] {
  const tree = new Map(Object.entries({ 'package.json': manifest, ...files }));
  return checkTree(tree, rooms, { ...noExceptions, ...exceptions }).violations.map(describeViolation);
}
