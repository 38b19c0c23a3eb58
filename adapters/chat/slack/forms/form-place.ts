import { z } from 'zod';

/**
 * What travels with an open form, since Slack does not say where it was opened: names of things only. What they are and
 * who may touch them is looked up when the form comes back.
 */
const FormPlaceSchema = z.object({
  act: z.string().min(1).max(100),
  channel: z.string().max(50).optional(),
  thread: z.string().max(30).optional(),
  /** The message that the form was opened from. */
  message: z.string().max(30).optional(),
  /** Files that came with that message. */
  files: z.array(z.string().max(50)).max(10).optional(),
});
export type FormPlace = z.infer<typeof FormPlaceSchema>;

/** As `private_metadata`; Slack keeps at most 3,000 characters. */
export const writeFormPlace = (place: FormPlace): string => JSON.stringify(place);

/** Undefined when it is not drover's. */
export function readFormPlace(metadata: string): FormPlace | undefined {
  try {
    return FormPlaceSchema.safeParse(JSON.parse(metadata)).data;
  } catch {
    // Not JSON: some other app's, or an older drover's.
    return undefined;
  }
}
