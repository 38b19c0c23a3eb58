/** One broken rule in one place, worded so that the reader knows what to do. */
export interface Violation {
  readonly rule: string;
  readonly file: string;
  /** 1-based; absent when the whole file is meant. */
  readonly line?: number;
  readonly message: string;
}

export const describeViolation = (violation: Violation): string => {
  const place = violation.line === undefined ? violation.file : `${violation.file}:${violation.line}`;
  return `${place}  ${violation.message}  [${violation.rule}]`;
};
