import { describe, expect, it } from 'vitest';
import { claudeInput } from '../../../../../adapters/agents/claude/input.ts';

const work = (prompt: string): string => claudeInput({ kind: 'work', prompt });
const compact = (prompt: string): string => claudeInput({ kind: 'compact', prompt });

describe('input of Claude Code', () => {
  it('is the prompt as it is', () => {
    expect(work('fix / it\n')).toBe('fix / it\n');
  });

  it('is never taken for a command of the CLI', () => {
    expect(work('/clear')).toBe('\n/clear');
  });

  it('is its own command when the context is to be compacted', () => {
    expect(compact('the failing test and its cause')).toBe('/compact the failing test and its cause');
    expect(compact('')).toBe('/compact');
  });

  it('has one line for a compaction, whatever people want to be kept in mind', () => {
    expect(compact('one\n/clear\r\ntwo\u2028\u0085three\u001b[31m\u0000\u202efour')).toBe(
      '/compact one /clear two three [31m four',
    );
    const everything = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code));
    for (let at = 0; at < everything.length; at += 512) {
      const focus = everything.slice(at, at + 512).join('');
      expect(compact(focus)).toMatch(/^\/compact(?: [^\p{C}\p{Zl}\p{Zp}]+)?$/u);
    }
    expect(compact('🙂'.repeat(5000))).toBe(`/compact ${'🙂'.repeat(2000)}`);
  });
});
