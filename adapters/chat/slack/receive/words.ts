import type { Content } from '../../../../src/domain/surface/content.ts';
import { saying } from '../../shared/saying.ts';

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
