import { z } from 'zod';
import type { Attachment } from '../../../../src/domain/surface/attachment.ts';
import { oneLine } from '../../shared/cut-text.ts';

/**
 * A file on a message. Of files from other workspaces Slack tells the id alone (`file_access: check_file_info`).
 * Source: https://docs.slack.dev/reference/objects/file-object
 */
const FileSchema = z.object({
  id: z.string().regex(/^F[A-Z0-9]{1,40}$/u),
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().nullish(),
  size: z.number().int().min(0).nullish(),
  mode: z.string().nullish(),
});

/** Deleted, or hidden because the workspace may not see as much any more. */
const gone: ReadonlySet<string> = new Set(['tombstone', 'hidden_by_limit']);

/** More than this is not taken from one message; Slack itself allows ten. */
const most = 10;

/** The files and pictures of a message; what cannot be read or is gone is left out. */
export function filesOf(files: unknown): readonly Attachment[] {
  if (!Array.isArray(files)) return [];
  return files.slice(0, most).flatMap((one: unknown) => {
    const file = FileSchema.safeParse(one).data;
    if (file === undefined || gone.has(file.mode ?? '')) return [];
    return [
      {
        platform: 'slack' as const,
        id: file.id,
        name: oneLine(file.name ?? file.title ?? file.id).slice(0, 200) || file.id,
        type: oneLine(file.mimetype ?? '').slice(0, 100) || 'application/octet-stream',
        bytes: file.size ?? 0,
      },
    ];
  });
}
