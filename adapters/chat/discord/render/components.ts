import type { Block, Button } from '../../../../src/domain/surface/content.ts';
import { cutText, oneLine } from '../../shared/cut-text.ts';
import { limits } from './limits.ts';

/** Source: https://discord.com/developers/docs/components/reference */
type DiscordButton = { type: 2; style: 1 | 2 | 4; label: string; custom_id: string };
interface DiscordSelect {
  type: 3;
  custom_id: string;
  placeholder?: string;
  options: { label: string; value: string }[];
}
export interface ActionRow {
  type: 1;
  components: (DiscordButton | DiscordSelect)[];
}

const styles = { plain: 2, primary: 1, danger: 4 } as const;

/** In front of an act that is asked about once more before it counts: Discord's buttons have no confirmation of their own. */
export const askFirst = '?';

/** The controls of a message: at most five rows, best first, each control once. */
export function componentsOf(blocks: readonly Block[]): ActionRow[] {
  const seen = new Set<string>();
  const fresh = (id: string): boolean => !seen.has(id) && seen.add(id).size > 0;
  return blocks
    .flatMap((block) => {
      if (block.type === 'buttons')
        return buttonRows(block.buttons.map(buttonOf).filter(({ custom_id: id }) => fresh(id)));
      return block.type === 'choice' && fresh(block.act) ? [choiceRow(block)] : [];
    })
    .slice(0, limits.rows);
}

function buttonRows(buttons: readonly DiscordButton[]): ActionRow[] {
  const rows: ActionRow[] = [];
  for (let at = 0; at < buttons.length; at += limits.buttonsPerRow)
    rows.push({ type: 1, components: buttons.slice(at, at + limits.buttonsPerRow) });
  return rows;
}

function buttonOf({ act, label, style, confirm }: Button): DiscordButton {
  const asks = confirm !== undefined && act.length < limits.customId;
  return {
    type: 2,
    style: styles[style],
    label: shown(label, limits.label),
    custom_id: asks ? `${askFirst}${act}` : act,
  };
}

/** The button that says yes to what was asked about, below a message for one person. */
export const yesRow = (act: string, label: string): ActionRow => ({
  type: 1,
  components: [{ type: 2, style: 4, label: shown(label, limits.label), custom_id: act }],
});

/** One of several; choosing is pressing `act/value`. A value that stands there twice would be refused. */
const choiceRow = (choice: Extract<Block, { type: 'choice' }>): ActionRow => ({
  type: 1,
  components: [
    {
      type: 3,
      custom_id: choice.act,
      ...(choice.placeholder === '' ? {} : { placeholder: shown(choice.placeholder, limits.placeholder) }),
      options: [...new Map(choice.options.map((option) => [option.value, option])).values()]
        .filter(({ value }) => value !== '')
        .map(({ value, label }) => ({ label: shown(label, limits.option), value })),
    },
  ],
});

/** Labels are plain text to Discord: nothing in them is parsed. One without a visible character is refused. */
function shown(text: string, max: number): string {
  const line = cutText(oneLine(text), max);
  return line === '' ? '–' : line;
}
