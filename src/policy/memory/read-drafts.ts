import { z } from 'zod';
import { decisionNote, type NoteDraft } from './decision-note.ts';

/** Notes that are taken from one turn; a model that finds more has not chosen. */
const mostNotes = 5;

const NoteSchema = z.object({ file: z.string().max(400), content: z.string().max(100_000) });
const DecisionSchema = z.object({
  title: z.string().min(1).max(300),
  problem: z.string().min(1),
  choice: z.string().min(1),
  alternatives: z.array(z.string()).default([]),
  why: z.string().min(1),
});

const AnswerSchema = z.object({
  notes: z.array(NoteSchema).default([]),
  decisions: z.array(DecisionSchema).default([]),
});
const ListSchema = z.array(z.union([NoteSchema, z.object({ decision: DecisionSchema })]));

/** The drafts in a helper model's answer: an object of two lists, or one list of both; undefined: it is neither. */
export function readDrafts(value: unknown): readonly NoteDraft[] | undefined {
  if (Array.isArray(value)) {
    const list = ListSchema.safeParse(value);
    if (!list.success) return undefined;
    return list.data
      .map((one) => ('decision' in one ? decisionNote(one.decision) : noteOf(one)))
      .slice(0, mostNotes);
  }
  const answer = AnswerSchema.safeParse(value);
  if (!answer.success || !hasLists(value)) return undefined;
  return [...answer.data.notes.map(noteOf), ...answer.data.decisions.map(decisionNote)].slice(0, mostNotes);
}

/** An object of something else altogether is no empty answer. */
const hasLists = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('notes' in value || 'decisions' in value);

const noteOf = ({ file, content }: z.infer<typeof NoteSchema>): NoteDraft => ({
  file,
  content,
  kind: 'note',
});

const text = { type: 'string' };
const objectOf = (properties: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

/** The same for backends that enforce a JSON Schema. */
export const draftsJsonSchema: Readonly<Record<string, unknown>> = objectOf({
  notes: { type: 'array', items: objectOf({ file: text, content: text }) },
  decisions: {
    type: 'array',
    items: objectOf({
      title: text,
      problem: text,
      choice: text,
      alternatives: { type: 'array', items: text },
      why: text,
    }),
  },
});
