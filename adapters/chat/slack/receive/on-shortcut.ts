import type { Content } from '../../../../src/domain/surface/content.ts';
import { openOrSay } from '../forms/open-form.ts';
import { parseShortcut, type SlackShortcut } from '../parse/parse-shortcut.ts';
import { track, type SlackState } from '../slack-state.ts';
import { answerPerson, type Respond } from './answer.ts';
import { promptly, store } from './store.ts';
import { noForm } from './words.ts';

export interface ShortcutArgs {
  readonly body: unknown;
  /** drover's workspace. */
  readonly home: string;
  readonly ack: () => Promise<void>;
  /** Absent where the shortcut belongs to no message. */
  readonly respond?: Respond;
}

/** Shortcuts that open the form for a new goal. */
export const formShortcuts: ReadonlySet<string> = new Set(['goal_run', 'goal_run_message']);

/** Shortcuts in the menu of a message that do something to the goal of its thread. */
export const verbShortcuts: ReadonlyMap<string, string> = new Map([
  ['goal_pause', 'pause'],
  ['goal_stop', 'stop'],
]);

/** A shortcut: in threads, where commands cannot be typed, the quickest way without a button. */
export async function onShortcut(slack: SlackState, args: ShortcutArgs): Promise<void> {
  const shortcut = parseShortcut(args.body, args.home);
  if (shortcut === undefined) return await args.ack();
  if (formShortcuts.has(shortcut.callback)) return await openRun(slack, shortcut, args);
  const verb = verbShortcuts.get(shortcut.callback);
  if (verb === undefined) return await args.ack();
  const { deliveryId, actor, place } = shortcut;
  const at = slack.options.clock.now();
  const stored = store(slack, { deliveryId, at, actor, place, request: { form: 'fields', verb } });
  track(
    slack,
    stored.then(({ content }) => answerPerson(slack, shortcut, content, args.respond)),
  );
  await promptly(slack, stored);
  await args.ack();
}

/** A new goal has a thread of its own, also when it is about a message in another one. */
async function openRun(slack: SlackState, shortcut: SlackShortcut, args: ShortcutArgs): Promise<void> {
  const { message, place } = shortcut;
  const by = { ...shortcut, place: { ...place } };
  delete by.place.thread;
  const about =
    message === undefined
      ? {}
      : {
          text: message.text,
          about: { message: message.source.messageId, files: message.attachments.map(({ id }) => id) },
        };
  const say = (content: Content) => answerPerson(slack, shortcut, content, args.respond);
  // The trigger does not wait: the shortcut is confirmed meanwhile.
  await Promise.all([openOrSay(slack, { act: 'form/run', by, ...about }, noForm, say), args.ack()]);
}
