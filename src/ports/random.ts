/** The only source of chance. */
export interface Random {
  /** A version-4 UUID. */
  uuid(): string;
  /** A number in [0, 1). */
  unit(): number;
}
