import { renderSlack } from '../../../../adapters/chat/slack/render.ts';
import type { EventRecord } from '../../../../src/domain/event-record.ts';
import { statusCard } from '../../../../src/text/status-card.ts';
import { publicMessages, type StoredMessage } from '../../slack-emulator/emulator-state.ts';
import { keyOf } from '../deliveries.ts';
import { channel, type Stage } from '../stage.ts';
import type { PastGoal, Remains } from './remains.ts';

/** Everything that happened was said once, in its thread and in order, and each card shows how its goal ended. */
export function checkThreads({ slack }: Stage, { goals }: Remains): string[] {
  const messages = publicMessages(slack.state, channel);
  const keys = messages.map(keyOf).filter((key) => key !== undefined);
  const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
  const known = new Set(goals.map(({ goal }): string => goal.id));
  const strange = keys.filter((key) => !known.has(key.split('/')[0] ?? ''));
  return [
    ...[...new Set(twice)].map((key) => `${key} was posted more than once`),
    ...strange.map((key) => `${key} belongs to no goal`),
    ...goals.flatMap((past) => checkThread(past, messages)),
  ];
}

function checkThread({ goal, events }: PastGoal, messages: readonly StoredMessage[]): string[] {
  const root = messages.find((message) => keyOf(message) === `${goal.id}/root/${goal.roots}`);
  if (root === undefined) return [`${goal.id} has no card`];
  const posted = messages.filter((message) => keyOf(message)?.startsWith(`${goal.id}/notice/`));
  const expected = events.flatMap((event) => titleOf(goal.id, event));
  const keys = posted.map(keyOf).join(' ');
  const wanted = expected.map((_, index) => `${goal.id}/notice/${index + 1}`).join(' ');
  const titles = posted.map(({ text }) => text.split('\n')[0] ?? '');
  const wrong = expected.findIndex((title, index) => !title.test(titles[index] ?? ''));
  return [
    ...(goal.nextPost - 1 === expected.length
      ? []
      : [`${goal.id} numbered ${goal.nextPost - 1} notices, its events make ${expected.length}`]),
    ...(keys === wanted ? [] : [`${goal.id} should have said ${wanted}; it said ${keys}`]),
    ...(wrong === -1
      ? []
      : [`${goal.id} notice ${wrong + 1}: “${titles[wrong]}” is not ${expected[wrong]?.source}`]),
    ...(posted.every(({ threadTs }) => threadTs === root.ts)
      ? []
      : [`${goal.id} spoke outside of its thread`]),
    ...(messages.indexOf(root) < Math.min(...posted.map((one) => messages.indexOf(one)))
      ? []
      : [`${goal.id} spoke before its card`]),
    ...checkCard(goal, root),
  ];
}

function checkCard(goal: PastGoal['goal'], root: StoredMessage): string[] {
  const { text, blocks } = renderSlack(statusCard(goal));
  const same = root.text === text && JSON.stringify(root.blocks) === JSON.stringify(blocks);
  return same ? [] : [`the card of ${goal.id} says “${root.text.slice(0, 200)}”`];
}

/** Which events are worth a notice, and how its title reads. */
function titleOf(id: string, { type, data }: EventRecord): RegExp[] {
  const titles: Partial<Record<EventRecord['type'], RegExp>> = {
    paused: new RegExp(`${id} is paused`, 'u'),
    resumed: new RegExp(`${id} goes on`, 'u'),
    'budget.warning': new RegExp(`${id} has used 80 %`, 'u'),
    'goal.completed': new RegExp(`${id} (?:is|has) ${String(data['state'])}`, 'u'),
    ...(data['accepted'] === false && {
      acceptance: /Turn \d+: (?:\d+ checks? failed|nothing was changed)/u,
    }),
    ...(type === 'replay' && isTold(data) && { replay: /Turn \d+ broke: /u }),
  };
  const title = titles[type];
  return title === undefined ? [] : [title];
}

/** A restart of drover is no news, and a failure that ends the run is told by its end. */
function isTold(data: EventRecord['data']): boolean {
  const { failure, decision } = data as { failure: { byRestart?: boolean }; decision: { do: string } };
  return failure.byRestart !== true && decision.do !== 'stop' && decision.do !== 'escalate';
}
