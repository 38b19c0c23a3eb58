import fs from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { promisify } from 'node:util';

type Done = (error: Error | null) => void;

/**
 * What the store asks of the file system; small enough for a test to take its place and lose power.
 * `write` and `fdatasync` are the path of every commit and use callbacks: the promises API costs a third of the rate.
 */
export interface FileOps {
  /** May write less than all, as write(2) does. */
  write(fd: number, bytes: Buffer, done: (error: Error | null, written: number) => void): void;
  fdatasync(fd: number, done: Done): void;
  /** `append` opens a file, made when it is missing; `replace` makes it empty. Mode 0600. */
  open(path: string, how: 'append' | 'replace'): Promise<number>;
  truncate(fd: number, length: number): Promise<void>;
  close(fd: number): Promise<void>;
  read(path: string): Promise<Buffer>;
  rename(from: string, to: string): Promise<void>;
  /** It is no error when there is none. */
  remove(path: string): Promise<void>;
  list(folder: string): Promise<readonly string[]>;
  /** Makes a folder and those above it, mode 0700. */
  makeFolder(folder: string): Promise<void>;
  /** Makes names that came and went in a folder durable. */
  syncFolder(folder: string): Promise<void>;
}

const openFd = promisify(fs.open);
const truncateFd = promisify(fs.ftruncate);
const closeFd = promisify(fs.close);

/** The machine's own file system. */
export const realFiles: FileOps = {
  write: (fd, bytes, done) => fs.write(fd, bytes, 0, bytes.length, null, done),
  fdatasync: (fd, done) => fs.fdatasync(fd, done),
  open: (path, how) => openFd(path, how === 'append' ? 'a' : 'w', 0o600),
  truncate: (fd, length) => truncateFd(fd, length),
  close: (fd) => closeFd(fd),
  read: (path) => readFile(path),
  rename: (from, to) => rename(from, to),
  remove: (path) => rm(path, { force: true }),
  list: (folder) => readdir(folder),
  makeFolder: async (folder) => void (await mkdir(folder, { recursive: true, mode: 0o700 })),
  syncFolder: async (folder) => {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};
