/** A change to a test file, as text to be replaced. */
interface Edit {
  readonly what: string;
  readonly from: string | RegExp;
  readonly to: string;
}

/** Tests in one language, with what weakens them and what does not. */
export interface Sample {
  readonly language: string;
  readonly path: string;
  readonly whole: string;
  readonly edits: readonly (Edit & { readonly says: RegExp })[];
  readonly harmless: readonly Edit[];
}

export const skipped = /is left out now/;
export const emptied = /asserts nothing any more/;
export const removed = /removed/;
