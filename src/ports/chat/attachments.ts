import type { Attachment } from '../../domain/surface/attachment.ts';

/** Brings what people sent with a message. */
export interface Attachments {
  /** Writes the bytes to `path`, which must not exist, at most `longest` of them; what came only in part is removed. */
  fetch(
    attachment: Attachment,
    path: string,
    limits: { readonly longest: number },
    signal: AbortSignal,
  ): Promise<{ ok: true; bytes: number } | { ok: false; problem: string; again: boolean }>;
}
