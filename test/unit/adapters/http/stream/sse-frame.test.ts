import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventFrame } from '../../../../../adapters/http/stream/sse-frame.ts';

describe('frame of an event', () => {
  it('has an id and one line of data', () => {
    expect(eventFrame({ type: 'progress' }, 7)).toBe('id: 7\ndata: {"type":"progress"}\n\n');
    expect(eventFrame({ type: 'progress' }, undefined)).toBe('data: {"type":"progress"}\n\n');
  });

  it('cannot be broken by what is in the event', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const lines = eventFrame({ text }, 1).split(/\r\n|\r|\n/);
        expect(lines).toHaveLength(4);
        expect(JSON.parse(lines[1]?.slice('data: '.length) ?? '')).toEqual({ text });
      }),
    );
  });
});
