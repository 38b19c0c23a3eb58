import { posix } from 'node:path';
import type { Exceptions } from '../exceptions.ts';
import type { ModuleFacts } from '../source/parse-module.ts';
import type { Violation } from './violation.ts';

const maxLines = 300;
const maxFiles = 12;
const kebab = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|contract|config|d))*(?:\.[cm]?[jt]s)?$/;

/** Sizes and names of files and folders. */
export const checkFiles = (
  modules: readonly ModuleFacts[],
  { fullFolders }: Exceptions,
): readonly Violation[] => [...modules.flatMap(checkFile), ...checkFolders(modules, fullFolders)];

function checkFile({ path, lines, onlyForwards, defaultExport }: ModuleFacts): readonly Violation[] {
  const violations: Violation[] = [];
  const broken = (rule: string, message: string): void => {
    violations.push({ rule, file: path, message });
  };
  const name = posix.basename(path);
  if (lines > maxLines) broken('file-size', `has ${lines} lines; at most ${maxLines} (aim for 60)`);
  if (/^index\.[cm]?[jt]s$/.test(name) || onlyForwards) {
    broken('no-barrel', 'only forwards other files: import those directly');
  }
  if (!path.split('/').every((part) => kebab.test(part))) {
    broken('kebab-case', 'is not kebab-case, named after its main export');
  }
  if (defaultExport && !name.endsWith('.config.ts')) {
    broken('no-default-export', 'has a default export: give it a name that can be searched for');
  }
  return violations;
}

type FullFolders = Exceptions['fullFolders'];

function checkFolders(modules: readonly ModuleFacts[], fullFolders: FullFolders): readonly Violation[] {
  const counts = new Map(Object.keys(fullFolders).map((folder) => [folder, 0]));
  for (const { path } of modules) {
    const folder = posix.dirname(path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].flatMap(([folder, files]) => checkFolder(folder, files, fullFolders));
}

function checkFolder(folder: string, files: number, fullFolders: FullFolders): readonly Violation[] {
  const limit = fullFolders[folder]?.files ?? maxFiles;
  const rule = 'folder-size';
  if (files > limit) {
    return [{ rule, file: folder, message: `has ${files} files; at most ${limit}: split it into groups` }];
  }
  if (limit > maxFiles && files <= maxFiles) {
    return [{ rule, file: folder, message: 'needs its exception no more: remove it from exceptions.ts' }];
  }
  return [];
}
