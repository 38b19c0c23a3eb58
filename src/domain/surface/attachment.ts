import { z } from 'zod';
import { PlatformSchema } from '../actor.ts';

/** A file or picture that somebody sent with a message. Its bytes stay where they are until a turn needs them. */
export const AttachmentSchema = z.object({
  platform: PlatformSchema,
  /** The platform's name for it: a file id, or an address. */
  id: z.string().min(1),
  /** As its sender called it: data, never a path. */
  name: z.string(),
  /** As the platform says: `image/png`. */
  type: z.string(),
  bytes: z.number().int().min(0),
});
export type Attachment = z.infer<typeof AttachmentSchema>;

/** A person's own message, where what became of it is shown as a reaction. */
export const SourceMessageSchema = z.object({
  platform: PlatformSchema,
  workspace: z.string(),
  channel: z.string(),
  messageId: z.string(),
});
export type SourceMessage = z.infer<typeof SourceMessageSchema>;
