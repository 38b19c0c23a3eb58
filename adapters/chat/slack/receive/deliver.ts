import type { App } from '@slack/bolt';
import { z } from 'zod';

/** Something that Slack sent and that was authenticated, over HTTP or a socket. */
export interface Delivery {
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryNum?: number;
  readonly retryReason?: string;
}

/** Confirms a delivery to Slack; called at most once. `payload` is the answer to a command. */
export type Confirm = (payload?: unknown) => Promise<void>;

/**
 * Lets Bolt's listeners work on a delivery. Bolt itself acknowledges events before its listeners run, so that a
 * crash in between loses them; here the confirmation of an event waits until its listeners are done.
 * Commands are confirmed by their listener.
 * @throws what a listener threw; then nothing was confirmed, and Slack delivers events again
 */
export async function deliver(app: App, delivery: Delivery, confirm: Confirm): Promise<void> {
  let confirmed = false;
  const once: Confirm = async (payload) => {
    if (confirmed) return;
    confirmed = true;
    await confirm(payload);
  };
  const isEvent = 'event' in delivery.body;
  await app.processEvent({
    ...delivery,
    body: { ...delivery.body },
    ack: isEvent ? async () => undefined : once,
  });
  await once();
}

/** A body whose shape was not looked at yet, beyond being an object. */
export const BodySchema = z.record(z.string(), z.unknown());
