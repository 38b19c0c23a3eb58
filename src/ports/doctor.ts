/**
 * `off`: not configured, and that is fine. `warn`: works, with something a person should know. `unknown`: cannot be told
 * from here, which is not `ok`.
 */
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'off' | 'unknown';

export interface CheckOutcome {
  readonly status: CheckStatus;
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
  /** With `fail`: a program or a service that is needed is not there, or does not answer. */
  readonly missing?: true;
}

/** One thing that doctor looks at. */
export interface DoctorCheck {
  readonly name: string;
  run(signal: AbortSignal): Promise<CheckOutcome>;
}

/** What a check found. */
export type Finding = CheckOutcome & { readonly name: string };
