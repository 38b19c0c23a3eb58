import type { Content } from '../../../src/domain/surface/content.ts';

/** What an adapter itself says, when drover's core cannot. */
export const saying = (tone: Content['tone'], title: string, text: string): Content => ({
  tone,
  title,
  blocks: [{ type: 'text', spans: [text] }],
});

export const notRecorded: Content = saying(
  'bad',
  'Nothing was recorded',
  'drover could not store this request, so nothing will happen. Please try again in a moment.',
);
