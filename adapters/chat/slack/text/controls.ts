import type { Block, Button } from '../../../../src/domain/surface/content.ts';
import { cutText, oneLine } from '../../shared/cut-text.ts';
import { disarmMentions } from './escape.ts';
import { plain, type ActionsBlock, type Confirm, type SlackBlock, type SlackButton } from './slack-block.ts';

/** Source: https://docs.slack.dev/reference/block-kit/block-elements/button-element and the confirmation dialog's page. */
const longest = { label: 75, option: 75, placeholder: 150, title: 100, text: 300, answer: 30 } as const;

/**
 * Buttons as Slack shows them. The act travels as the button's value; its action id only has to be another one on each
 * control of a message, which `numberControls` sees to.
 */
export const buttonRow = (buttons: readonly Button[]): ActionsBlock => ({
  type: 'actions',
  elements: buttons.map((button) => ({
    type: 'button',
    action_id: 'act',
    text: shown(button.label, longest.label),
    value: button.act,
    ...(button.style === 'plain' ? {} : { style: button.style }),
    ...(button.confirm === undefined ? {} : { confirm: confirmOf(button.confirm, button.style) }),
  })),
});

/** One of several; the value of each option is the act that choosing it is. */
export const choiceRow = (choice: Extract<Block, { type: 'choice' }>): ActionsBlock => ({
  type: 'actions',
  elements: [
    {
      type: 'static_select',
      action_id: 'choice',
      placeholder: shown(choice.placeholder, longest.placeholder),
      options: choice.options.map(({ value, label }) => ({
        text: shown(label, longest.option),
        value: `${choice.act}/${value}`,
      })),
    },
  ],
});

/** Gives every control of a message its own action id: `act:0`, `choice:1`. */
export function numberControls(blocks: readonly SlackBlock[]): SlackBlock[] {
  let number = 0;
  return blocks.map((block) =>
    block.type === 'actions'
      ? {
          ...block,
          elements: block.elements.map((one) => ({ ...one, action_id: `${one.action_id}:${number++}` })),
        }
      : block,
  );
}

function confirmOf(
  { title, text, yes }: NonNullable<Button['confirm']>,
  style: SlackButton['style'] | 'plain',
): Confirm {
  return {
    title: shown(title, longest.title),
    text: shown(text, longest.text),
    confirm: shown(yes, longest.answer),
    deny: plain('Not now'),
    ...(style === 'danger' ? { style } : {}),
  };
}

/** Slack refuses empty words. */
function shown(text: string, max: number) {
  const words = cutText(disarmMentions(oneLine(text)), max);
  return plain(words === '' ? '…' : words);
}
