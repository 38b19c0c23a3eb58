/** One line of the table: something measured beside what it is compared with, in the same run. */
export interface BenchRow {
  readonly name: string;
  /** What it is compared with; `-` where the figure stands for itself. */
  readonly baseline: string;
  readonly target: { readonly kind: 'at least' | 'at most'; readonly value: number };
  /** `×` for a ratio to the baseline. */
  readonly unit: string;
  readonly run: () => Promise<Measured>;
}

export interface Measured {
  readonly value: number;
  /** The figures behind it, for people. */
  readonly detail: string;
}

/** Whether a figure is as good as wanted. */
export const meets = ({ target }: Pick<BenchRow, 'target'>, { value }: Pick<Measured, 'value'>): boolean =>
  target.kind === 'at least' ? value >= target.value : value <= target.value;
