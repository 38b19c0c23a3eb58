import { basename, dirname } from 'node:path';
import type { FileOps } from '../../../../adapters/store/lowdb/disk/file-ops.ts';

interface Inode {
  readonly path: string;
  content: Buffer;
  /** What a power cut leaves for certain. */
  synced: Buffer;
}

/** What a fault injector is asked before each operation; an answer is what the operation fails with. */
export type Fault = (operation: Operation, path: string) => Error | undefined;
export type Operation = 'write' | 'sync' | 'open' | 'rename' | 'remove' | 'sync folder' | 'truncate';

/**
 * A disk in memory that forgets what was not synced when its power is cut: bytes by the page and in any order, the
 * names of each folder from the newest backwards.
 */
export interface MemoryDisk {
  names: Map<string, Inode>;
  /** The names of each folder: as the disk has them for certain, and then every later state, oldest first. */
  readonly history: Map<string, Map<string, Inode>[]>;
  readonly descriptors: Map<number, Inode>;
  nextDescriptor: number;
  /** Operations that were asked for so far. */
  operations: number;
  /** From this operation on nothing is answered any more. */
  dead: boolean;
  fault: Fault;
  /** An operation it answers for takes effect only when that is resolved. */
  hold: (operation: Operation) => Promise<void> | undefined;
}

export function newDisk(files: ReadonlyMap<string, Buffer> = new Map()): MemoryDisk {
  const names = new Map([...files].map(([path, content]) => [path, { path, content, synced: content }]));
  return {
    names,
    history: new Map(
      [...Map.groupBy(names, ([path]) => dirname(path))].map(([folder, of]) => [folder, [new Map(of)]]),
    ),
    descriptors: new Map(),
    nextDescriptor: 3,
    operations: 0,
    dead: false,
    fault: () => undefined,
    hold: () => undefined,
  };
}

const pageBytes = 512;

/** The disk after the power came back. @param chance decides what of the unsynced survived; numbers in [0, 1) */
export function afterPowerCut(disk: MemoryDisk, chance: () => number): MemoryDisk {
  const names = [...disk.history.values()].flatMap((states) => [
    ...(states[Math.floor(chance() * states.length)] ?? []),
  ]);
  return newDisk(new Map(names.map(([path, inode]) => [path, survivor(inode, chance)])));
}

function survivor({ content, synced }: Inode, chance: () => number): Buffer {
  if (content.length < synced.length || content.equals(synced)) return chance() < 0.5 ? content : synced;
  const kept = Buffer.from(
    content.subarray(0, synced.length + Math.floor(chance() * (content.length - synced.length + 1))),
  );
  for (let page = synced.length; page < kept.length; page += pageBytes) {
    if (chance() < 0.3) kept.fill(0, page, Math.min(kept.length, page + pageBytes));
  }
  return kept;
}

/** The disk after the process was killed: nothing that was written is lost. */
export const afterKill = (disk: MemoryDisk): MemoryDisk =>
  newDisk(new Map([...disk.names].map(([path, inode]) => [path, inode.content])));

/** The file operations of the store on such a disk. */
export function diskFiles(disk: MemoryDisk): FileOps {
  return {
    write: (fd, bytes, done) => {
      const inode = inodeOf(disk, fd);
      operate(disk, 'write', inode.path, (error) => {
        // A full disk may take a part of what it was given.
        const taken = error ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
        inode.content = Buffer.concat([inode.content, taken]);
        done(error ?? null, bytes.length);
      });
    },
    fdatasync: (fd, done) => {
      const inode = inodeOf(disk, fd);
      const { content } = inode;
      operate(disk, 'sync', inode.path, (error) => {
        if (!error) inode.synced = content;
        done(error ?? null);
      });
    },
    open: (path, how) => promised(disk, 'open', path, () => openFile(disk, path, how)),
    truncate: (fd, length) => {
      const inode = inodeOf(disk, fd);
      return promised(disk, 'truncate', inode.path, () => {
        inode.content = inode.content.subarray(0, length);
      });
    },
    close: async (fd) => void disk.descriptors.delete(fd),
    read: async (path) => {
      const inode = disk.names.get(path);
      if (!inode) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
      return inode.content;
    },
    rename: (from, to) => promised(disk, 'rename', from, () => moveName(disk, from, to)),
    remove: (path) =>
      promised(disk, 'remove', path, () =>
        changeNames(disk, dirname(path), (names) => void names.delete(path)),
      ),
    list: async (folder) =>
      [...disk.names.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path)),
    makeFolder: async () => undefined,
    syncFolder: (folder) =>
      promised(disk, 'sync folder', folder, () => {
        disk.history.set(folder, historyOf(disk, folder).slice(-1));
      }),
  };
}

function inodeOf(disk: MemoryDisk, fd: number): Inode {
  const inode = disk.descriptors.get(fd);
  if (!inode) throw new Error(`descriptor ${fd} is not open`);
  return inode;
}

function operate(disk: MemoryDisk, operation: Operation, path: string, done: (error?: Error) => void): void {
  if (disk.dead) return;
  disk.operations += 1;
  const error = disk.fault(operation, path);
  const held = disk.hold(operation);
  const act = (): void => {
    if (!disk.dead) done(error);
  };
  if (held) void held.then(act);
  else setImmediate(act);
}

const promised = <T>(disk: MemoryDisk, operation: Operation, path: string, act: () => T): Promise<T> =>
  new Promise((resolve, reject) => {
    operate(disk, operation, path, (error) => (error ? reject(error) : resolve(act())));
  });

function openFile(disk: MemoryDisk, path: string, how: 'append' | 'replace'): number {
  const inode = disk.names.get(path) ?? { path, content: Buffer.alloc(0), synced: Buffer.alloc(0) };
  if (how === 'replace') inode.content = Buffer.alloc(0);
  if (!disk.names.has(path)) changeNames(disk, dirname(path), (names) => void names.set(path, inode));
  const fd = disk.nextDescriptor;
  disk.nextDescriptor += 1;
  disk.descriptors.set(fd, inode);
  return fd;
}

function moveName(disk: MemoryDisk, from: string, to: string): void {
  const inode = disk.names.get(from);
  if (!inode) throw Object.assign(new Error(`ENOENT: ${from}`), { code: 'ENOENT' });
  changeNames(disk, dirname(to), (names) => {
    names.delete(from);
    names.set(to, inode);
  });
}

function changeNames(disk: MemoryDisk, folder: string, change: (names: Map<string, Inode>) => void): void {
  const history = historyOf(disk, folder);
  const names = new Map(history.at(-1));
  change(names);
  history.push(names);
  disk.history.set(folder, history);
  change(disk.names);
}

const historyOf = (disk: MemoryDisk, folder: string): Map<string, Inode>[] =>
  disk.history.get(folder) ?? [new Map()];
