import { expect, test } from 'vitest';
import { assertNever, DroverError, errorCodes, toError } from '../../../src/domain/errors.ts';

test('an error keeps its code, its hint and what caused it', () => {
  const cause = new Error('ENOSPC');
  const error = new DroverError('DISK_FULL', 'the disk is full', 'free some space', { cause });
  expect(error).toMatchObject({ name: 'DroverError', code: 'DISK_FULL', hint: 'free some space', cause });
  expect(error.message).toBe('the disk is full');
});

test('codes are in alphabetical order and none stands twice', () => {
  expect([...errorCodes]).toEqual([...new Set(errorCodes)].toSorted());
});

test('a case that nobody handled is a bug that names the case', () => {
  const surprise = { kind: 'unheard-of' } as never;
  expect(() => assertNever(surprise)).toThrow(expect.objectContaining({ code: 'BUG' }));
  expect(() => assertNever(surprise)).toThrow('unheard-of');
});

test('anything thrown becomes an error; one that is an error stays itself', () => {
  const error = new Error('x');
  expect(toError(error)).toBe(error);
  expect(toError('text')).toMatchObject({ message: 'text', cause: 'text' });
  expect(toError(undefined)).toBeInstanceOf(Error);
});
