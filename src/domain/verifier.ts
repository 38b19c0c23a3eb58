/** Where a function of the operator's that judges work is found. */
export interface VerifierSource {
  /** Absolute path of the module. */
  readonly file: string;
  /** From the module's exports down to the function: `default`, or `default verifiers NAME` in a configuration file. */
  readonly at: readonly string[];
}
