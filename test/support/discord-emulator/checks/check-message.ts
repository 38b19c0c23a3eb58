import { messageFlags } from '../state/things.ts';
import { componentWrongs } from './check-components.ts';
import { embedWrongs } from './check-embeds.ts';
import { textWrong, wrong, type Wrong } from './wrong.ts';

/** A message as it would be after a request. */
export interface Draft {
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
  readonly flags: number;
  readonly nonce?: string | undefined;
}

/** Limits of a message. Source: https://discord.com/developers/docs/resources/message#create-message */
export function messageWrongs(draft: Draft): readonly Wrong[] {
  const v2 = (draft.flags & messageFlags.componentsV2) !== 0;
  return [
    ...textWrong('content', draft.content, 2000),
    ...textWrong('nonce', draft.nonce, 25),
    ...embedWrongs(draft.embeds),
    ...componentWrongs(draft.components, v2),
    ...(v2 ? mixedWrongs(draft) : []),
  ];
}

const mixedWrongs = (draft: Draft): readonly Wrong[] =>
  draft.content === '' && draft.embeds.length === 0
    ? []
    : wrong(
        draft.content === '' ? 'embeds' : 'content',
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        'The flag IS_COMPONENTS_V2 forbids content and embeds.',
      );
