import type { Block, Button } from '../../domain/surface/content.ts';

type Confirm = NonNullable<Button['confirm']>;

/** A control; what it does is looked up when it is pressed. */
export const button = (
  act: string,
  label: string,
  style: Button['style'] = 'plain',
  confirm?: Confirm,
): Button => ({ act, label, style, ...(confirm === undefined ? {} : { confirm }) });

/** What is asked before a goal is ended. */
export const cancelButton = (id: string): Button =>
  button(`cancel/${id}`, 'Cancel', 'danger', {
    title: `Cancel ${id}?`,
    text: 'What runs is stopped, and the run is over. The worktree is kept.',
    yes: 'Cancel the goal',
  });

export const sayButton = (id: string): Button => button(`form/say/${id}`, 'Say…');
export const resumeButton = (id: string, label = 'Resume'): Button =>
  button(`resume/${id}`, label, 'primary');
export const stopButton = (id: string): Button => button(`stop/${id}`, 'Stop', 'danger');

/** A row of controls; nothing where there are none. */
export const buttonRow = (buttons: readonly Button[]): Block[] =>
  buttons.length === 0 ? [] : [{ type: 'buttons', buttons: [...buttons] }];
