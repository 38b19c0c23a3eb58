/** A decision that later goals should know, so that it is not made again or against its reasons. */
export interface Decision {
  readonly title: string;
  readonly problem: string;
  readonly choice: string;
  /** What else was thought of, each with why not. */
  readonly alternatives: readonly string[];
  readonly why: string;
}

/** A note as memory takes it. */
export interface NoteDraft {
  readonly file: string;
  readonly content: string;
  readonly kind: 'note' | 'decision';
}

const longestSlug = 60;

/** A decision as a note: `decisions/use-lowdb.md`. */
export const decisionNote = (decision: Decision): NoteDraft => ({
  file: `decisions/${slugOf(decision.title)}.md`,
  kind: 'decision',
  content: [
    `# ${decision.title.replaceAll(/\s+/g, ' ').trim()}`,
    `**Problem.** ${decision.problem.trim()}`,
    `**Choice.** ${decision.choice.trim()}`,
    ...(decision.alternatives.length === 0
      ? []
      : [`**Alternatives.**\n${decision.alternatives.map((one) => `- ${one.trim()}`).join('\n')}`]),
    `**Why.** ${decision.why.trim()}`,
  ].join('\n\n'),
});

/** ASCII letters, digits and dashes: words from outside do not choose a path. */
function slugOf(title: string): string {
  const words =
    title
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const slug = words.join('-').slice(0, longestSlug).replace(/-+$/, '');
  return slug === '' ? 'decision' : slug;
}
