import { placeOfChannel } from '../../../domain/hooks/channel.ts';
import type { HookAction } from '../../../domain/hooks/hook.ts';
import { subjectProblem, webhookProblem } from '../../../domain/hooks/hook-address.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { oneLine } from '../../../text/format.ts';
import { nearest } from '../../../text/nearest.ts';
import { refusal } from '../../answers.ts';
import { wordsOfLine } from '../../parse-line.ts';
import { textFlag } from '../flags.ts';
import type { VerbCall } from '../verb.ts';

type Flags = Pick<VerbCall, 'flags'>;
type Reader = (rest: string, flags: Flags) => HookAction | VerbAnswer;

/** How each action is typed. */
export const actionForms =
  'webhook URL · notify [slack:C0123ABCD] TEXT · dispatch TEXT · nats SUBJECT · shell COMMAND';

const bad = (message: string, hint: string): VerbAnswer => refusal('WRONG_USAGE', message, hint);

const needed = (what: string): VerbAnswer =>
  refusal('TEXT_REQUIRED', `What: ${what}?`, `Actions: ${actionForms}.`);

/** `webhook https://…` → the action, or what is wrong with it. */
export function readAction(typed: string, flags: Flags): HookAction | VerbAnswer {
  const words = wordsOfLine(typed);
  const name = (words.take() ?? '').toLowerCase();
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader !== undefined) return reader(words.rest(), flags);
  const guess = nearest(name, Object.keys(readers));
  return bad(
    `There is no action “${oneLine(name, 40)}”${guess === undefined ? '' : `; did you mean ${guess}?`}`,
    `Actions: ${actionForms}.`,
  );
}

const readers: Readonly<Record<string, Reader>> = {
  webhook: (url, flags) => {
    const problem = webhookProblem(url);
    if (problem !== undefined)
      return bad(
        `The address ${problem}`,
        'Example: /goal hook G-1 add done webhook https://ci.example.org/done',
      );
    const secret = textFlag(flags, 'secret');
    return { do: 'webhook', url, ...(secret === undefined ? {} : { secret }) };
  },
  nats: (subject) => {
    const problem = subject === '' ? 'is missing' : subjectProblem(subject);
    if (problem !== undefined)
      return bad(`The subject ${problem}`, 'Example: /goal hook G-1 add done nats builds.done');
    return { do: 'nats', subject };
  },
  shell: (command) => (command === '' ? needed('shell COMMAND') : { do: 'shell', command }),
  dispatch: (task, flags) => {
    if (task === '') return needed('dispatch TEXT');
    const project = textFlag(flags, 'project');
    const onlyIf = textFlag(flags, 'only-if');
    if (onlyIf !== undefined && onlyIf !== 'changed' && onlyIf !== 'verified')
      return bad(
        `--only-if ${oneLine(onlyIf, 20)} is no condition`,
        'Use --only-if changed or --only-if verified.',
      );
    return {
      do: 'dispatch',
      text: task,
      ...(project === undefined ? {} : { project }),
      ...(onlyIf === undefined ? {} : { onlyIf }),
    };
  },
  notify: (typed) => {
    const words = wordsOfLine(typed);
    const first = words.peek() ?? '';
    if (placeOfChannel(first) === undefined) return tellHere(typed, first);
    words.take();
    const said = words.rest();
    return { do: 'notify-channel', channel: first, ...(said === '' ? {} : { text: said }) };
  },
};

function tellHere(text: string, first: string): HookAction | VerbAnswer {
  if (/^(?:slack|discord|github):/.test(first))
    return bad(`“${oneLine(first, 40)}” is no channel`, 'Write slack:C0123ABCD, the channel’s id.');
  return text === '' ? needed('notify TEXT') : { do: 'notify-origin', text };
}
