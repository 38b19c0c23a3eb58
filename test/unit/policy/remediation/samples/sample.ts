import type { Location } from '../../../../../src/policy/remediation/finding.ts';

/** An output and what has to be seen in it. */
export interface Sample {
  readonly key: string;
  readonly text: string;
  /** The nearest text that is not of this class. */
  readonly not: string;
  readonly at?: Location;
  readonly captures?: Readonly<Record<string, string>>;
  /** Classes that show in the text as well; no others may. */
  readonly also?: readonly string[];
}
