import type { Content } from '../../../../src/domain/surface/content.ts';

/** What the adapter itself says, when drover's core cannot. */
const saying = (tone: Content['tone'], title: string, text: string): Content => ({
  tone,
  title,
  blocks: [{ type: 'text', spans: [text] }],
});

export const notRecorded: Content = saying(
  'bad',
  'Nothing was recorded',
  'drover could not store this request, so nothing will happen. Please try again in a moment.',
);

export const stillStoring: Content = saying(
  'work',
  'Still storing your request',
  'This takes longer than usual. The answer follows here; until then nothing is certain.',
);

export const notUnderstood: Content = saying(
  'bad',
  'Nothing was recorded',
  'Slack sent this command without the fields that drover needs. Please try again.',
);

export const noSuchControl: Content = saying(
  'warn',
  'This control does nothing any more',
  'It belongs to another version of drover, or is not for you. /goal help shows what you can type instead.',
);

export const noForm: Content = saying(
  'warn',
  'There is no form for this here',
  'Type it instead: /goal run and what to do.',
);

export const formLate: Content = saying(
  'warn',
  'The form could not be opened',
  'Slack gives drover three seconds for it. Please try again, or type it: /goal help shows how.',
);
