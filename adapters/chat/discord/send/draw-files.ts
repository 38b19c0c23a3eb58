import type { RawFile } from 'discord.js';
import { toError } from '../../../../src/domain/errors.ts';
import { pictureOf } from '../../shared/picture/picture-of.ts';
import type { DiscordState } from '../discord-state.ts';
import { limits } from '../render/limits.ts';
import type { DiscordFile } from '../render/render-discord.ts';

/** Files as a request carries them, and how its body names them. */
interface DrawnFiles {
  readonly files: RawFile[];
  readonly attachments: { readonly id: number; readonly filename: string; readonly description?: string }[];
}

/** Draws charts, and leaves out what cannot be drawn or is too large: the message says the same in words. */
export async function drawFiles(discord: DiscordState, wanted: readonly DiscordFile[]): Promise<DrawnFiles> {
  const drawn: DrawnFiles = { files: [], attachments: [] };
  let total = 0;
  for (const file of wanted) {
    const data = await bytesOf(discord, file);
    if (data === undefined || data.length > limits.file || total + data.length > limits.total) continue;
    total += data.length;
    const id = drawn.files.length;
    const isChart = 'chart' in file;
    drawn.files.push({
      name: file.name,
      data,
      contentType: isChart ? 'image/png' : 'text/plain; charset=utf-8',
    });
    drawn.attachments.push({
      id,
      filename: file.name,
      ...(isChart ? { description: file.alt.slice(0, 1000) } : {}),
    });
  }
  return drawn;
}

async function bytesOf(discord: DiscordState, file: DiscordFile): Promise<Buffer | undefined> {
  if ('text' in file) return Buffer.from(file.text);
  try {
    return await pictureOf(file.chart);
  } catch (error) {
    discord.logger.warn({ err: toError(error) }, 'a chart could not be drawn; its message goes without');
    return undefined;
  }
}
