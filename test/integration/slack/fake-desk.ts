import type { Content } from '../../../src/domain/surface/content.ts';
import type { Desk } from '../../../src/ports/chat/desk.ts';

/** A desk with one form and one page, which takes everything but an empty or a bad word. */
export const fakeDesk = (change: Partial<Desk> = {}): Desk => ({
  press: (act) => {
    if (act === 'gone') return undefined;
    if (act.startsWith('form/')) return { is: 'form', act };
    const [verb = '', goal = ''] = act.split('/');
    return { is: 'request', request: { form: 'fields', verb, goal } };
  },
  form: async (act) =>
    act === 'form/none'
      ? undefined
      : {
          act,
          title: 'Start a goal',
          submit: 'Start',
          inputs: [
            { name: 'text', label: 'What is to be done?', kind: 'text', required: true },
            {
              name: 'agent',
              label: 'Agent',
              kind: 'choice',
              required: false,
              value: 'claude',
              options: [
                { value: 'claude', label: 'Claude' },
                { value: 'other', label: 'Other' },
              ],
            },
          ],
        },
  submit: (act, values) =>
    values['text'] === 'bad'
      ? { ok: false, problems: { text: 'not that' } }
      : {
          ok: true,
          request: {
            form: 'fields',
            verb: act.replace('form/', ''),
            text: values['text'] ?? '',
            flags: { ...values },
          },
        },
  suggest: async () => [],
  home: async ({ user }) => ({
    tone: 'info',
    title: `Goals of ${user}`,
    blocks: [{ type: 'buttons', buttons: [{ act: 'pause/G-1', label: 'Pause', style: 'plain' }] }],
  }),
  commands: [],
  ...change,
});

/** A message with controls that this desk knows, and one that it does not. */
export const card: Content = {
  tone: 'work',
  title: 'G-1',
  blocks: [
    {
      type: 'buttons',
      buttons: [
        { act: 'pause/G-1', label: 'Pause', style: 'plain' },
        { act: 'form/run', label: 'New…', style: 'primary' },
        { act: 'gone', label: 'Old', style: 'plain' },
        { act: 'form/none', label: 'Nothing', style: 'plain' },
      ],
    },
    { type: 'choice', act: 'answer/G-1/Q-1', placeholder: 'Which?', options: [{ value: '2', label: 'B' }] },
  ],
};
