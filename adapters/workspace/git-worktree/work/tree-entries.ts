/** A file, link or submodule of a tree or of an index. */
export interface TreeEntry {
  readonly name: string;
  /** A submodule: the commit of another repository. */
  readonly isCommit: boolean;
}

/** Reads `ls-tree -r -z` (`mode type sha\tname\0`) and `ls-files -z --stage` (`mode sha stage\tname\0`). */
export const parseEntries = (output: string): readonly TreeEntry[] =>
  output
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => ({ name: line.slice(line.indexOf('\t') + 1), isCommit: line.startsWith('160000') }));
