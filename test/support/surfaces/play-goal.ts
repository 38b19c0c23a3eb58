import { goalView, whenEnded, whenGoal, whenSaid, type GoalView } from '../whole/goals.ts';
import type { DroverProcess } from '../whole/drover-process.ts';
import { makeInstallation, type Installation } from '../whole/installation.ts';
import { until } from '../until.ts';
import type { ShownMessage, Surface } from './surface.ts';

const agents = {
  /** Thinks for ever; then it asks; then it is done. */
  asker: {
    kind: 'scripted',
    script: {
      turns: [
        [{ say: 'Reading the cart.' }, { hang: 'quiet' }],
        [{ ask: { question: 'Which rounding?', options: ['Up', 'To even'] } }],
        [{ edit: { path: 'prompt.txt', write: '{{prompt}}' } }, { say: 'M-1: rounded to even.' }],
      ],
    },
  },
};

/** An installation in front of a surface, and the drover that runs there now. */
export interface Play {
  readonly surface: Surface;
  readonly installation: Installation;
  drover: DroverProcess;
}

/** What remains when a goal was played to its end. */
export interface Played {
  readonly goal: GoalView;
  readonly thread: readonly ShownMessage[];
}

/** An installation whose one person is the surface's Alice, with drover started. */
export async function openPlay(surface: Surface): Promise<Play> {
  const installation = await makeInstallation((source) => ({
    agents,
    projects: { cart: { source, accept: ['true'], agent: 'asker', channels: [surface.channel] } },
    access: { view: [], run: [surface.alice], approve: [], admin: [] },
    escalation: { questionWait: '1h' },
  }));
  const drover = await installation.start(surface.env);
  surface.reach(drover.url);
  return { surface, installation, drover };
}

/**
 * dispatch → say → stop → resume → answer → done, with nothing but what a person sees and touches. `between` happens after
 * each step, as soon as it is known that the step had its effect.
 */
export async function playGoal(
  play: Play,
  between: (step: string) => Promise<void> = async () => undefined,
): Promise<Played> {
  const { surface } = play;
  const begun = await surface.run('asker', 'round the cart');
  const handle = /G-\d+/.exec(begun)?.[0] ?? begun;
  await whenSaid(play.drover, handle, 'Reading the cart');
  const thread = (await goalView(play.drover, handle)).origin.thread ?? '';
  await between('dispatch');
  await surface.write(thread, 'use the helper in cart.js');
  await whenGoal(play.drover, handle, ({ messages }) => messages.length === 1);
  await between('say');
  await surface.press(thread, 'Stop');
  await whenGoal(play.drover, handle, ({ state }) => state === 'paused');
  await between('stop');
  await surface.press(thread, 'Resume');
  await whenGoal(play.drover, handle, ({ state }) => state === 'waiting');
  await between('resume');
  await surface.press(thread, 'To even');
  const goal = await whenEnded(play.drover, handle);
  await between('answer');
  await until('the card to show the end', () =>
    surface.thread(thread)[0]?.text.includes('done') === true ? true : undefined,
  );
  await play.drover.end('SIGTERM');
  return { goal, thread: surface.thread(thread) };
}

/** What a thread says, without what differs from run to run and from platform to platform: one line for each message. */
export const gistOf = (thread: readonly ShownMessage[]): readonly string[] =>
  thread.map(({ by, text }) => {
    const [title = ''] = text.split('\n');
    return `${by === 'drover' ? 'drover' : 'alice'}: ${title.replaceAll(/[^\p{L}\p{N} :.,()-]/gu, '').trim()}`;
  });

/** A thread as text, to be laid beside another. */
export const transcriptOf = (thread: readonly ShownMessage[]): string =>
  thread
    .map(({ by, text, buttons, edits, signs }) => {
      const marks = [
        ...(edits > 0 ? [`edited ${edits} times`] : []),
        ...(signs.length > 0 ? [`signs: ${signs.join(' ')}`] : []),
      ];
      const head = `${by}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`;
      const foot = buttons.length > 0 ? [`  ${buttons.map((label) => `[${label}]`).join(' ')}`] : [];
      return [head, `  ${text.replaceAll('\n', '\n  ')}`, ...foot].join('\n');
    })
    .join('\n\n');
