import type { Actor } from '../../domain/actor.ts';
import type { Origin } from '../../domain/origin.ts';
import type { Trigger } from '../../domain/rules/trigger.ts';
import type { VerbAnswer } from '../../domain/verb.ts';
import { fillTemplate } from '../../policy/triggers/fill-template.ts';
import { openNote } from '../../policy/triggers/once.ts';
import type { Fired, TriggerCall, Triggers } from '../../ports/triggers.ts';
import type { EntryWrite } from '../../ports/store/goal-store.ts';
import { oneLine } from '../../text/format.ts';
import { refusal } from '../answers.ts';
import { storedAnswer } from '../inbox-mark.ts';
import { dispatchGoal } from '../verbs/run/dispatch-goal.ts';
import type { DispatchWorld } from '../verbs/run/goal-request.ts';

export interface TriggerWorld extends DispatchWorld {
  /** Where the threads of a trigger’s goals are; undefined while its platform is not connected. */
  readonly placeOf: (trigger: Trigger) => Origin | undefined;
}

const oncePrefix = 'trigger/';

/** Ways in for machines, over the one way to a new goal. */
export const createTriggers = (world: TriggerWorld): Triggers => ({
  before: (call) => answeredBefore(world, call),
  fire: (call, payload) => fireTrigger(world, call, payload),
});

const deliveryId = ({ trigger, delivery }: TriggerCall): string => `hook:${trigger}:${delivery}`;

/** What was answered to this call before, if it was. */
async function answeredBefore({ runtime }: TriggerWorld, call: TriggerCall): Promise<VerbAnswer | undefined> {
  const seen = await runtime.store.seen(deliveryId(call));
  if (seen !== undefined) return storedAnswer(seen);
  if (call.once === undefined) return undefined;
  const noted = await runtime.store.entry(onceKey(call));
  const data = openNote(noted?.value, runtime.clock.now());
  if (data === undefined) return undefined;
  const mark = await runtime.store.seen(deliveryId({ ...call, delivery: data.delivery }));
  // What it was answered may be forgotten by now; that it was dealt with is not.
  return mark === undefined ? alreadyDone() : storedAnswer(mark);
}

/**
 * Dispatches the goal that a call asks for, once: a repeat gets the same answer and makes no second goal. Its text is
 * the configured one; what the call says goes into it as data.
 */
async function fireTrigger(world: TriggerWorld, call: TriggerCall, payload: unknown): Promise<Fired> {
  const { installation } = world;
  const trigger = Object.hasOwn(installation.triggers ?? {}, call.trigger)
    ? installation.triggers?.[call.trigger]
    : undefined;
  if (trigger === undefined) return { is: 'refused', answer: unknownTrigger() };
  const place = world.placeOf(trigger);
  if (place === undefined) return { is: 'refused', answer: notConnected() };
  const filled = fillTemplate(trigger.text, payload);
  if (!filled.ok) return { is: 'missing', path: oneLine(filled.missing, 200) };
  const { text, task, values } = filled;
  const answer = await dispatchGoal(world, {
    actor: actorOf(trigger),
    place,
    deliveryId: deliveryId(call),
    text,
    flags: flagsOf(trigger),
    from: `trigger/${trigger.name}`,
    entries: await onceEntries(world, call),
    ...(values.length === 0 ? {} : { outside: { task, values: [...values] } }),
  });
  if (answer.ok) return { is: 'dispatched', answer };
  // The same call came twice at the same moment.
  const before = answer.code === 'DUPLICATE_GOAL' ? await answeredBefore(world, call) : undefined;
  return before === undefined ? { is: 'refused', answer } : { is: 'dispatched', answer: before };
}

/** A trigger is no person; it may dispatch in its project because it is configured. */
const actorOf = ({ name }: Trigger): Actor => ({ platform: 'trigger', user: name, name: `trigger ${name}` });

const flagsOf = ({ project, agent, model }: Trigger) => ({
  project,
  ...(agent === undefined ? {} : { agent }),
  ...(model === undefined ? {} : { model }),
});

const onceKey = ({ trigger, once }: TriggerCall): string => `${oncePrefix}${trigger}/${once?.digest ?? ''}`;

/** That this was dealt with, written with the goal; notes whose time is over go. */
async function onceEntries({ runtime }: TriggerWorld, call: TriggerCall): Promise<readonly EntryWrite[]> {
  const { once, delivery } = call;
  if (once === undefined) return [];
  const key = onceKey(call);
  const now = runtime.clock.now();
  const entries = await runtime.store.entries(`${oncePrefix}${call.trigger}/`);
  const old = entries.filter((entry) => entry.key !== key && openNote(entry.value, now) === undefined);
  const version = entries.find((entry) => entry.key === key)?.version ?? 0;
  return [
    { key, expectedVersion: version, value: { delivery, until: once.until } },
    ...old.map((entry) => ({ key: entry.key, expectedVersion: entry.version, value: undefined })),
  ];
}

const alreadyDone = (): VerbAnswer => ({
  ok: true,
  content: { tone: 'info', title: 'This call was dealt with before', blocks: [] },
});

const unknownTrigger = (): VerbAnswer =>
  refusal('BAD_REQUEST', 'there is no such trigger', 'It stands under “triggers” in the configuration.');

const notConnected = (): VerbAnswer =>
  refusal(
    'SHUTTING_DOWN',
    'The chat in which its thread would be is not connected yet',
    'Nothing was started. Send it again in a minute.',
  );
