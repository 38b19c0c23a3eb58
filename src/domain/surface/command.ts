/** What an option of a typed surface completes while somebody types: handles, names, open requests. */
export type Suggests = 'goal' | 'project' | 'agent' | 'model' | 'request' | 'template' | 'schedule';

/**
 * One option of a typed command. What was filled in is a request of the form `fields`: `goal` and `text` are its own keys, the
 * file of `attach` goes with the message, and every other option is one of its flags, by its name.
 */
export interface OptionSpec {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'switch' | 'file';
  readonly required: boolean;
  readonly help: string;
  readonly suggests?: Suggests;
  /** The only values there are. */
  readonly choices?: readonly string[];
}

/** A verb (or one part of it) as a surface with typed options shows it. */
export interface CommandSpec {
  readonly verb: string;
  /** The part, for verbs with parts: `add` of `schedule add`; the request's `part`. */
  readonly part?: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
}
