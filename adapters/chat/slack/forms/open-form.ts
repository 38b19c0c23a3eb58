import type { Content } from '../../../../src/domain/surface/content.ts';
import type { Form } from '../../../../src/domain/surface/form.ts';
import { toError } from '../../../../src/domain/errors.ts';
import { callSlack } from '../call-slack.ts';
import type { Interaction } from '../parse/interaction.ts';
import { formLate } from '../receive/words.ts';
import type { SlackState } from '../slack-state.ts';
import type { FormPlace } from './form-place.ts';
import { renderForm } from './render-form.ts';

/** A form that somebody asked for. */
export interface WantedForm {
  /** `form/say/G-1`. */
  readonly act: string;
  readonly by: Pick<Interaction, 'actor' | 'place' | 'triggerId'>;
  /** What stands in its text already. */
  readonly text?: string;
  /** The message it is about, and its files. */
  readonly about?: Pick<FormPlace, 'message' | 'files'>;
}

/** `none`: there is no such form for this person. `late`: Slack did not open it, most likely because it took too long. */
export type Opening = 'opened' | 'none' | 'late';

/** Opens a form; a trigger lasts three seconds and opens one. */
export async function openForm(slack: SlackState, wanted: WantedForm): Promise<Opening> {
  const { act, by } = wanted;
  const form = await formOf(slack, wanted);
  if (form === undefined || form === 'unknown') return form === undefined ? 'none' : 'late';
  const view = renderForm(withText(form, wanted.text), placeOf(form, wanted), asksWhere(form, wanted));
  const opened = await callSlack(slack, slack.closed.signal, (client) =>
    client.views.open({ trigger_id: by.triggerId, view }),
  );
  if (opened.ok) return 'opened';
  slack.logger.warn({ failure: opened.failure, act }, 'a form could not be opened');
  return 'late';
}

/** What the desk has; `unknown` when the store did not tell. */
async function formOf(slack: SlackState, { act, by }: WantedForm): Promise<Form | 'unknown' | undefined> {
  try {
    return await slack.options.desk?.form(act, by);
  } catch (error) {
    slack.logger.error({ err: toError(error), act }, 'a form could not be made');
    return 'unknown';
  }
}

/** Opens a form, or says why not. @param none what to say when there is no such form for this person */
export async function openOrSay(
  slack: SlackState,
  wanted: WantedForm,
  none: Content,
  say: (content: Content) => Promise<void>,
): Promise<void> {
  const opening = await openForm(slack, wanted);
  if (opening !== 'opened') await say(opening === 'none' ? none : formLate);
}

const withText = (form: Form, text: string | undefined): Form =>
  text === undefined
    ? form
    : {
        ...form,
        inputs: form.inputs.map((input) => (input.name === 'text' ? { ...input, value: text } : input)),
      };

/** Where the answer and, for a new goal, the thread belongs; a person's own page has no channel. */
function placeOf(form: Form, { by, about = {} }: WantedForm): FormPlace {
  const { channel, thread } = by.place;
  return {
    act: form.act,
    ...(isDirect(by) ? {} : { channel }),
    ...(thread === undefined ? {} : { thread }),
    ...about,
  };
}

/** A new goal wants a channel. */
const asksWhere = (form: Form, { by }: WantedForm): boolean =>
  isDirect(by) && /^form\/run(?:\/|$)/u.test(form.act);

const isDirect = ({ actor, place }: WantedForm['by']): boolean => place.channel === actor.user;
