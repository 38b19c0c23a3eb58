/** The parts of Block Kit that drover uses, as the Web API takes them. Source: https://docs.slack.dev/reference/block-kit */
export interface Mrkdwn {
  type: 'mrkdwn';
  text: string;
  verbatim: true;
}

export interface PlainText {
  type: 'plain_text';
  text: string;
  emoji: false;
}

export interface Confirm {
  title: PlainText;
  text: PlainText;
  confirm: PlainText;
  deny: PlainText;
  style?: 'danger' | 'primary';
}

/** `value` is the act. */
export interface SlackButton {
  type: 'button';
  action_id: string;
  text: PlainText;
  value: string;
  style?: 'danger' | 'primary';
  confirm?: Confirm;
}

/** The value of an option is the act that choosing it is. */
export interface SlackSelect {
  type: 'static_select';
  action_id: string;
  placeholder: PlainText;
  options: { text: PlainText; value: string }[];
}

export interface ActionsBlock {
  type: 'actions';
  elements: (SlackButton | SlackSelect)[];
}

export type SlackBlock =
  | { type: 'header'; text: PlainText }
  | { type: 'section'; text: Mrkdwn }
  | { type: 'section'; fields: Mrkdwn[] }
  | { type: 'context'; elements: Mrkdwn[] }
  | { type: 'image'; slack_file: { id: string }; alt_text: string }
  | {
      type: 'rich_text';
      elements: [{ type: 'rich_text_preformatted'; elements: [{ type: 'text'; text: string }] }];
    }
  | ActionsBlock;

/** `verbatim`: Slack must not find links, channels or people in plain words. */
export const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

export const plain = (text: string): PlainText => ({ type: 'plain_text', text, emoji: false });

/** A preformatted element: nothing in it is parsed, so backticks cannot end it. */
export const preformatted = (text: string): SlackBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
});

/** What a block counts for in the sum that Slack limits: characters of JSON. */
export const sizeOf = (block: SlackBlock): number => JSON.stringify(block).length + 1;
