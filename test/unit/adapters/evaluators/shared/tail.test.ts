import { assert, property, uint8Array, array, integer } from 'fast-check';
import { expect, it } from 'vitest';
import { newTail, pushTail, tailBytes } from '../../../../../adapters/evaluators/shared/tail.ts';

it('holds the end of whatever was pushed, however it was cut', () => {
  const chunks = array(uint8Array({ maxLength: 50 }), { maxLength: 40 });
  assert(
    property(chunks, integer({ min: 1, max: 100 }), (pushed, limit) => {
      const tail = newTail(limit);
      for (const chunk of pushed) pushTail(tail, Buffer.from(chunk));
      const all = Buffer.concat(pushed);
      expect(tailBytes(tail)).toEqual(all.subarray(Math.max(0, all.length - limit)));
      expect(tail.isCut).toBe(all.length > limit);
    }),
  );
});

it('never holds much more than its limit', () => {
  const tail = newTail(1000);
  for (let round = 0; round < 1_000; round += 1) {
    pushTail(tail, Buffer.alloc(77));
    expect(tail.size).toBeLessThanOrEqual(2000);
    expect(tail.chunks.length).toBeLessThan(30);
  }
});

it('holds no large chunk for the sake of its end', () => {
  const tail = newTail(10);
  pushTail(tail, Buffer.alloc(1_000_000));
  expect(tail.chunks.every((chunk) => chunk.buffer.byteLength < 100_000)).toBe(true);
});
