import type { GoalPage, WebOptions } from '../../../adapters/http/pages/web-options.ts';
import { readAct } from '../../../src/app/desk/acts.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';

/** Text that wants to be more than text. */
export const hostile = `<img src=x onerror=alert(1)>"'&</script><script>alert(2)</script>\u202E\u0007`;

/** A goal whose every word is hostile. */
export const page = (over: Partial<GoalPage> = {}): GoalPage => ({
  handle: goalIdOf(3),
  title: hostile,
  card: {
    tone: 'work',
    title: hostile,
    blocks: [
      {
        type: 'text',
        spans: [
          hostile,
          { bold: hostile },
          { code: hostile },
          { link: 'javascript:alert(3)', label: hostile },
        ],
      },
      { type: 'fields', fields: [{ label: hostile, value: [{ person: 'U1', label: hostile }] }] },
      { type: 'output', text: hostile },
      {
        type: 'buttons',
        buttons: [
          { act: `pause/G-3/${hostile}`, label: hostile, style: 'plain' },
          {
            act: 'cancel/G-3',
            label: 'Cancel',
            style: 'danger',
            confirm: { title: 'Cancel?', text: hostile, yes: 'Yes' },
          },
        ],
      },
      {
        type: 'choice',
        act: 'switch/G-3',
        placeholder: hostile,
        options: [{ value: 'codex', label: hostile }],
      },
    ],
  },
  entries: [
    { kind: 'person', key: 'G-3/task', at: 1000, from: hostile, text: hostile },
    { kind: 'said', key: 'G-3/notice/1', at: 2000, content: { tone: 'good', title: hostile, blocks: [] } },
  ],
  ...over,
});

/** Pages over a world that the test holds: what is shown, and what was typed. */
export const webOver = (world: { shown: GoalPage | undefined; readonly meant: unknown[] }): WebOptions => ({
  thread: async () => world.shown,
  picture: () => '<svg xmlns="http://www.w3.org/2000/svg"/>',
  meaning: async (line, goal) => {
    world.meant.push([line, goal]);
    return {
      request: { form: 'line', line },
      place: { platform: 'console', workspace: 'local', channel: 'terminal' },
    };
  },
  desk: {
    press: readAct,
    form: async (act) =>
      act === 'form/say/G-3'
        ? {
            act,
            title: 'Say something',
            submit: 'Send',
            inputs: [
              { name: 'text', label: 'Words', kind: 'text', required: true },
              {
                name: 'goal',
                label: 'Goal',
                kind: 'choice',
                required: false,
                options: [{ value: 'G-3', label: hostile }],
              },
            ],
          }
        : undefined,
    submit: (_act, { text = '' }) =>
      text === 'bad'
        ? { ok: false, problems: { text: 'not that word' } }
        : { ok: true, request: { form: 'fields', verb: 'say', goal: 'G-3', text } },
    suggest: async () => [],
    home: async () => ({ tone: 'info', title: '', blocks: [] }),
    commands: [],
  },
});
