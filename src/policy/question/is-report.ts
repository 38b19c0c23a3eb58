const done =
  'added|addressed|adjusted|applied|built|changed|cleaned|closed|completed|committed|corrected|created|deleted|done|extended|finished|fixed|handled|implemented|improved|made|mended|merged|migrated|moved|ported|refactored|removed|renamed|repaired|replaced|resolved|rewritten|rewrote|solved|switched|tested|updated|upgraded|wrote';

/** Sentences that say that work is over. */
const completions: readonly RegExp[] = [
  new RegExp(`^(?:all |everything |and )*(?:is |has been |was )?(?:now )?(?:${done}|complete)\\b`, 'i'),
  new RegExp(
    `^(?:now |so )?(?:i|we)(?:['’]ve| have)?(?: now| also| just| successfully)* (?:${done})\\b`,
    'i',
  ),
  new RegExp(
    `^(?:the|this|that|your|both|all|every|each|it)\\b[^,;:]{0,80}?\\b(?:is|are|has been|have been|was|were)(?: now| all| successfully)* (?:${done}|complete|green|passing)\\b`,
    'i',
  ),
  /^(?:all |the |\d+ )*(?:unit |integration )?(?:tests?|checks?|suite)(?: suite)? (?:now )?(?:pass|passes|passed|succeed|are green)\b/i,
];

/** Offers of more, which nobody has to answer. */
const courtesies: readonly RegExp[] = [
  /^(?:(?:and |so )?(?:is|was) there |do you (?:need|want|have) |would you like (?:me to (?:do|help with) )?|(?:can|may|could|shall|should) i (?:do|help(?: you)? with|look (?:at|into)) )?(?:anything|something) (?:else|more|further|other)(?: (?:i|we|you|me|can|could|should|may|do|help|assist|with|for|need|needs|want|would|like|to|here|now|today|changed|done|fixed|added))*\s*\?$/i,
  /^(?:do you have |are there )?any (?:other|further|more) (?:questions?|requests?|changes?|tasks?|wishes)(?: for me| you want)?\s*\?$/i,
  /^what(?:['’]s| is| should i do| would you like me to do| do you want me to do)? next\s*\?$/i,
  /^(?:please )?(?:just )?let me know if (?:you (?:need|want|have|would like)|there(?:['’]s| is| are)) (?:anything|any (?:other|further|more|questions?|changes?)|further|more|something)\b[^,;:?]{0,60}[.!]?$/i,
];

/** Words of somebody who cannot go on, or leaves something to be decided. */
const open =
  /\b(?:needs?|please|unclear|unsure|not sure|don['’]t know|do not know|blocked|stuck|cannot|can['’]?t|could ?n[o'’]t|unable|(?:is|are) missing|wait(?:ing)?|whether|decide|decision|choose|choice|pick|prefer|confirm|approv\w+|permission|password|credentials?|tell me|let me know|should i|shall i|before i|before you|once you|if you|do you|or should|alternatively|option|but|however|except|unless|fails?|failed|(?:is|are|keeps?) failing|still)\b/i;

/**
 * Whether what an agent asks is no question but a report that its work is done: "Done. I fixed the sum. Anything else?"
 * Nobody is to be asked that. Whatever could be a question is one.
 * @param options a question that offers some is one
 */
export function isReport(text: string, options: readonly string[] = []): boolean {
  if (options.length > 0) return false;
  const said = sentencesOf(text).filter(
    (sentence) => !courtesies.some((courtesy) => courtesy.test(sentence)),
  );
  if (said.some((sentence) => sentence.endsWith('?') || open.test(sentence))) return false;
  return said.some((sentence) => completions.some((completion) => completion.test(sentence)));
}

/** Sentences and lines, without the signs of lists, headings and emphasis, and without what stands in code. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .replaceAll(/```[\s\S]*?(?:```|$)/g, '\n')
    .replaceAll(/`[^`\n]*`/g, 'it')
    .replaceAll(/[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}/g, '')
    .split(/\n+|(?<=[.!?])\s+/)
    .map((sentence) => sentence.replace(/^(?:[\s>#\-–•✅✔☑]|\uFE0F)+|^\d+[.)]\s+/u, '').trim())
    .filter((sentence) => sentence !== '');
