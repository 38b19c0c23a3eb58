/** A named way in for machines: what becomes of a call to `POST /hooks/<name>` whose sender is known. */
export interface Trigger {
  readonly name: string;
  /** The only project that its goals can be about. */
  readonly project: string;
  /** The task, with `{{path}}` for values out of the call’s JSON. */
  readonly text: string;
  /** Where its threads will be: `slack:C123`; absent: the first channel of the project, else the terminal. */
  readonly channel?: string;
  readonly agent?: string;
  readonly model?: string;
}
