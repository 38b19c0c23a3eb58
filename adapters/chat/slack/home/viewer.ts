/** Somebody who looked at drover's page since the start. */
export interface Viewer {
  /** Names what stands on the page; Slack refuses to replace anything else. */
  hash: string | undefined;
  /** What was published last; the same is not published again. */
  shown: string | undefined;
  /** Epoch milliseconds. */
  publishedAt: number;
  /** `due`: something changed; `working`: it is being published. */
  state: 'rest' | 'due' | 'working' | 'working-due';
}
