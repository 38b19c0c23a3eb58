import type { Content } from '../../../../src/domain/surface/content.ts';
import { answerAtHome } from '../home/answer-at-home.ts';
import { openOrSay } from '../forms/open-form.ts';
import { parsePress, type SlackPress } from '../parse/parse-press.ts';
import { isFirst, track, type SlackState } from '../slack-state.ts';
import { answerPerson, type Respond } from './answer.ts';
import { promptly, store } from './store.ts';
import { noSuchControl } from './words.ts';

export interface PressArgs {
  readonly body: unknown;
  /** drover's workspace. */
  readonly home: string;
  readonly ack: () => Promise<void>;
  readonly respond?: Respond;
}

/**
 * A control that was pressed. What it asks is looked up and authorised now, for the message it stands on may be old. It is
 * confirmed when that is durable; the person alone is told what came of it.
 */
export async function onPress(slack: SlackState, { body, home, ack, respond }: PressArgs): Promise<void> {
  const press = parsePress(body, home);
  const { desk } = slack.options;
  if (press === undefined || desk === undefined) return await ack();
  const pressed = desk.press(press.act);
  const say = (content: Content) => tell(slack, press, content, respond);
  if (pressed?.is === 'form') {
    // The trigger does not wait: the press is confirmed meanwhile.
    const opening = openOrSay(slack, { act: pressed.act, by: press }, noSuchControl, say);
    return void (await Promise.all([opening, ack()]));
  }
  if (pressed === undefined) {
    track(slack, say(noSuchControl));
    return await ack();
  }
  const { deliveryId, actor, place } = press;
  const at = slack.options.clock.now();
  const stored = store(slack, { deliveryId, at, actor, place, request: pressed.request });
  if (isFirst(slack, deliveryId))
    track(
      slack,
      stored.then(({ content }) => say(content)),
    );
  await promptly(slack, stored);
  await ack();
}

/** On the home page there is no message to answer at. */
const tell = (
  slack: SlackState,
  press: SlackPress,
  content: Content,
  respond: Respond | undefined,
): Promise<void> =>
  press.home ? answerAtHome(slack, press, content) : answerPerson(slack, press, content, respond);
