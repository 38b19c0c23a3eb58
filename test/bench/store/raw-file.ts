import fs from 'node:fs';
import { join } from 'node:path';

/** Plain appends to a file, each made durable: what any store on this disk has to be measured by. */
export interface RawFile {
  /** One write and one sync for that many lines. */
  readonly append: (lines: number) => void;
  readonly close: () => void;
}

export function rawFile(folder: string, line: string): RawFile {
  const fd = fs.openSync(join(folder, 'raw.ndjson'), 'a');
  return {
    append: (lines) => {
      fs.writeSync(fd, line.repeat(lines));
      fs.fdatasyncSync(fd);
    },
    close: () => fs.closeSync(fd),
  };
}
