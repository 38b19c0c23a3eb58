import type { Hook, HookAction } from '../../domain/hooks/hook.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { oneLine } from '../format.ts';

/** What a hook does, in words: `when done: webhook https://ci.example/…`. Nothing of a URL that may be a secret is shown. */
export const hookWords = ({ on, everyTurns, action }: Hook): string =>
  `${momentWords(on, everyTurns)}: ${actionWords(action)}`;

function momentWords(on: Hook['on'], everyTurns: number | undefined): string {
  if (on === 'progress') return everyTurns === undefined ? 'after every turn' : `every ${everyTurns} turns`;
  return on === 'waiting' ? 'when it waits for a person' : `when ${on}`;
}

function actionWords(action: HookAction): string {
  switch (action.do) {
    case 'notify-origin':
      return `tell this thread${said(action.text)}`;
    case 'notify-channel':
      return `tell ${action.channel}${said(action.text)}`;
    case 'dispatch':
      return `dispatch${action.project === undefined ? '' : ` in ${action.project}`}${condition(action.onlyIf)} “${oneLine(action.text, 120)}”`;
    case 'webhook':
      return `webhook ${urlWords(action.url)}${action.secret === undefined ? ', unsigned' : `, signed with ${action.secret}`}`;
    case 'nats':
      return `publish on ${action.subject}`;
    case 'shell':
      return `run ${oneLine(action.command, 120)}`;
  }
}

const said = (text: string | undefined): string => (text === undefined ? '' : `: “${oneLine(text, 120)}”`);

const condition = (onlyIf: 'changed' | 'verified' | undefined): string =>
  onlyIf === undefined ? '' : ` if ${onlyIf}`;

/** Host and nothing else: paths and queries of webhooks are often secrets. */
export function urlWords(url: string): string {
  if (!URL.canParse(url)) return '(no address)';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}/…`;
}

/** What became of the hook's last acts, newest last: `turn 2: done`. */
export const actWords = ({ hookRuns, run }: GoalDocument, { id }: Hook): readonly string[] =>
  hookRuns
    .filter(({ hook }) => hook === id)
    .slice(-3)
    .map((act) => {
      const where = act.run === run ? `turn ${act.turn}` : `run ${act.run}, turn ${act.turn}`;
      const note = act.note === undefined ? '' : ` (${oneLine(act.note, 120)})`;
      return `${where}: ${states[act.state]}${note}`;
    });

const states: Readonly<Record<GoalDocument['hookRuns'][number]['state'], string>> = {
  pending: 'to be done',
  claimed: 'being done',
  done: 'done',
  failed: 'failed',
  unknown: 'may have been done',
};
