/** A fault that a rule must report, and the nearest thing that it must leave alone. */
export interface Plant {
  readonly rule: string;
  readonly fault: string;
  /** Path → text. */
  readonly bad: Readonly<Record<string, string>>;
  readonly good: Readonly<Record<string, string>>;
}

/** A file that no rule could dislike. */
export const type = 'export type A = string;\n';

/** `count` files in one folder that no rule could dislike. */
export const manyFiles = (folder: string, count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/word-${index}.ts`, type]));
