/** One thing that a form asks. */
export interface FormInput {
  /** `text`, `goal`, or the name of a flag. */
  readonly name: string;
  /** At most 45 characters. */
  readonly label: string;
  readonly kind: 'line' | 'text' | 'choice';
  readonly required: boolean;
  /** What stands there already. */
  readonly value?: string;
  readonly hint?: string;
  /** Characters. */
  readonly longest?: number;
  /** For `choice`; at most 25. */
  readonly options?: readonly FormOption[];
}

export interface FormOption {
  readonly value: string;
  /** At most 75 characters. */
  readonly label: string;
}

/** What a surface shows when a verb wants more than a press: a modal. At most 5 inputs. */
export interface Form {
  /** Comes back with what was filled in: ids only, at most 100 characters, `form/say/G-1`. */
  readonly act: string;
  /** At most 24 characters. */
  readonly title: string;
  readonly submit: string;
  readonly inputs: readonly FormInput[];
}
