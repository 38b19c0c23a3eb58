import type { Attachment, SourceMessage } from '../../../domain/surface/attachment.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { GoalSpec, ParentResult } from '../../../domain/goal.ts';
import type { GoalId } from '../../../domain/ids.ts';
import type { Origin } from '../../../domain/origin.ts';
import type { EntryWrite } from '../../../ports/store/goal-store.ts';
import type { FlagValue, VerbCall, VerbWorld } from '../verb.ts';

/** What dispatching a goal needs of the outside. */
export type DispatchWorld = Pick<
  VerbWorld,
  'runtime' | 'installation' | 'people' | 'accounts' | 'dispatchRate'
>;

/** A wish for a goal: a person's, or that of a schedule or a hook in the name of a person. */
export interface GoalRequest {
  /** Whose goal it will be; the roles are looked at when it is dispatched. */
  readonly actor: Actor;
  /** Where its thread will be. */
  readonly place: Origin;
  /** Names the cause: `schedule/nightly/1700000000000`. A repeat gets the first answer. At most 200 characters. */
  readonly deliveryId: string;
  readonly text: string;
  /** The flags of `run`, as typed values. */
  readonly flags: Readonly<Record<string, FlagValue>>;
  /** The message that asked for it, and what came with it. */
  readonly asking?: SourceMessage;
  readonly attachments?: readonly Attachment[];
  /** What dispatches it, when no person does directly: `schedule/nightly`, `hook/G-1`. */
  readonly from?: string;
  /** The goal whose hook dispatches it. */
  readonly parent?: GoalId;
  /** How long that chain is with this goal, and what came of the one before. */
  readonly depth?: number;
  readonly parentResult?: ParentResult;
  /** Written in the same commit as the goal; when somebody was faster with one of them, there is no goal. */
  readonly entries?: readonly EntryWrite[];
  /** What the text took out of a trigger’s call. */
  readonly outside?: GoalSpec['outside'];
}

/** What a person typed. */
export const requestOf = ({ actor, message, text, flags }: VerbCall): GoalRequest => ({
  actor,
  place: message.place,
  deliveryId: message.deliveryId,
  text,
  flags,
  ...(message.source === undefined ? {} : { asking: message.source }),
  ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
});
