import type { Content } from '../../../../src/domain/surface/content.ts';
import { saying } from '../../shared/saying.ts';

export const notUnderstood: Content = saying(
  'bad',
  'Nothing was recorded',
  'Discord sent this without what drover needs. If it was a command, its definition may be old: drover discord register.',
);

export const notAControl: Content = saying(
  'warn',
  'Nothing happened',
  'This control is not one of drover’s, or belongs to an older version.',
);

export const formGone: Content = saying(
  'warn',
  'There is nothing to fill in any more',
  'What this form was for has been settled, or is not yours to fill in. See /goal status.',
);

/** What was wrong with a form that was filled in: one line for each input. */
export const formProblems = (problems: Readonly<Record<string, string>>): Content => ({
  tone: 'warn',
  title: 'Nothing was recorded: the form needs another look',
  blocks: [
    {
      type: 'fields',
      fields: Object.entries(problems).map(([label, problem]) => ({ label, value: [problem] })),
    },
  ],
});

/** Asked before a control counts that cannot be taken back. */
export const areYouSure = (label: string): Content =>
  saying(
    'ask',
    `${label}?`,
    'Nothing has happened yet. Press the button below to go on, or dismiss this message.',
  );
