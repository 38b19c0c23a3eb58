import type { Content } from '../../../src/domain/surface/content.ts';
import type { Chart } from '../../../src/domain/surface/chart.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { InboundMessage } from '../../../src/domain/verb.ts';
import type { Desk } from '../../../src/ports/chat/desk.ts';

/** One entry of a goal's thread: what drover said, or what a person told the agent. */
export type PageEntry = {
  /** Unique in the thread; an entry that changes keeps it. */
  readonly key: string;
  /** Epoch milliseconds. */
  readonly at: number;
} & (
  | { readonly kind: 'said'; readonly content: Content }
  /** `note`: how far it got. */
  | { readonly kind: 'person'; readonly from: string; readonly text: string; readonly note?: string }
);

/** A goal as its page shows it, without secrets. */
export interface GoalPage {
  readonly handle: GoalId;
  readonly title: string;
  /** Its card as it would be posted now, controls included. */
  readonly card: Content;
  /** Oldest first. */
  readonly entries: readonly PageEntry[];
}

/** What the web pages need beside the API. */
export interface WebOptions {
  readonly desk: Desk;
  /** A chart as SVG. */
  readonly picture: (chart: Chart) => string;
  /** undefined when there is no such goal. */
  readonly thread: (handle: GoalId) => Promise<GoalPage | undefined>;
  /** What a typed line asks for, and where; on a goal's page the handle may be left out and plain words are for the agent. */
  readonly meaning: (
    line: string,
    goal: GoalId | undefined,
    at: number,
  ) => Promise<Pick<InboundMessage, 'request' | 'place'>>;
}
