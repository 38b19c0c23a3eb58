import { renderSlack } from '../../../../adapters/chat/slack/render.ts';
import { statusCard } from '../../../../src/text/status-card.ts';
import { publicMessages, type StoredMessage } from '../../slack-emulator/emulator-state.ts';
import { keyOf } from '../people/deliveries.ts';
import { channel, type Stage } from '../stage.ts';
import { expectedTitles } from './expected-titles.ts';
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

function checkThread(past: PastGoal, messages: readonly StoredMessage[]): string[] {
  const { goal } = past;
  const root = messages.find((message) => keyOf(message) === `${goal.id}/root/${goal.roots}`);
  if (root === undefined) return [`${goal.id} has no card`];
  const posted = messages.filter((message) => keyOf(message)?.startsWith(`${goal.id}/notice/`));
  const expected = expectedTitles(past);
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
  const restart = /drover (?:restarted|is away)/u.test(JSON.stringify([root.text, root.blocks]));
  return [
    ...(same ? [] : [`the card of ${goal.id} says “${root.text.slice(0, 200)}”`]),
    ...(restart ? [`the card of ${goal.id} still tells of a restart`] : []),
  ];
}
