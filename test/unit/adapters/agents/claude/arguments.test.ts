import { describe, expect, it } from 'vitest';
import type { ClaudeSetup } from '../../../../../adapters/agents/claude/arguments.ts';
import { claudeArguments } from '../../../../../adapters/agents/claude/arguments.ts';
import { noUsage } from '../../../../../src/domain/turn.ts';

const setup: ClaudeSetup = { args: [], env: {}, allowedTools: [], deniedTools: [] };
const session = { id: '9401bacf-dd91-4e23-982e-be45d6375f5d', resume: false, totals: noUsage };

const argv = (more: Partial<ClaudeSetup> = {}, request: object = {}): readonly string[] =>
  claudeArguments({ ...setup, ...more }, { session, allowedCommands: [], ...request });

/** What follows a flag. */
const after = (args: readonly string[], flag: string): string | undefined => args[args.indexOf(flag) + 1];
const rules = (args: readonly string[]): unknown => JSON.parse(after(args, '--settings') ?? '{}');

describe('command line of Claude Code', () => {
  it('asks for the stream, and for the flag that the stream needs', () => {
    expect(argv().slice(0, 4)).toEqual(['-p', '--output-format', 'stream-json', '--verbose']);
  });

  it('begins a session under the id that was chosen, and goes on with one later', () => {
    const begins = argv();
    expect(after(begins, '--session-id')).toBe(session.id);
    expect(begins).not.toContain('--resume');
    const resumes = argv({}, { session: { ...session, resume: true } });
    expect(after(resumes, '--resume')).toBe(session.id);
    expect(resumes).not.toContain('--session-id');
  });

  it('never skips permissions, whatever is configured', () => {
    const args = argv({ allowedTools: ['Bash(*)'], model: 'm', systemPrompt: 's', addDirs: ['/d'] });
    expect(args.join(' ')).not.toMatch(/dangerously|bypassPermissions/);
    expect(after(args, '--permission-mode')).toBe('acceptEdits');
  });

  it('allows exactly the acceptance commands and what the configuration allows', () => {
    const args = argv({ allowedTools: ['WebFetch'] }, { allowedCommands: ['npm test', `a "b, c" (d)`] });
    expect(rules(args)).toMatchObject({
      permissions: { allow: ['WebFetch', 'Bash(npm test)', 'Bash(a "b, c" (d))'] },
    });
  });

  it('denies what the configuration denies, and tools that leave the worktree', () => {
    expect(rules(argv({ deniedTools: ['WebSearch'] }))).toEqual({
      permissions: {
        allow: [],
        deny: expect.arrayContaining(['WebSearch', 'EnterWorktree', 'ScheduleWakeup']),
      },
    });
  });

  it('takes neither settings nor servers from the repository', () => {
    const args = argv();
    expect(after(args, '--setting-sources')).toBe('user');
    expect(args).toContain('--strict-mcp-config');
    expect(after(args, '--mcp-config')).toBe('{"mcpServers":{}}');
  });

  it('starts drover’s own server beside the agent, offers its tool at once, and allows it', () => {
    const mcp = { command: '/usr/bin/node', args: ['/server.ts', '/turn/door.json'], env: {} };
    const args = argv({ allowedTools: ['WebFetch'] }, { mcp });
    expect(JSON.parse(after(args, '--mcp-config') ?? '')).toEqual({
      mcpServers: { drover: { type: 'stdio', ...mcp, alwaysLoad: true } },
    });
    expect(args).toContain('--strict-mcp-config');
    expect(rules(args)).toMatchObject({ permissions: { allow: ['WebFetch', 'mcp__drover__ask_operator'] } });
  });

  it('prefers the model of the goal to that of the agent, and may leave it to the CLI', () => {
    expect(after(argv({ model: 'agents' }, { model: 'goals' }), '--model')).toBe('goals');
    expect(after(argv({ model: 'agents' }), '--model')).toBe('agents');
    expect(argv()).not.toContain('--model');
  });

  it('puts the operator’s own arguments first and the folders last', () => {
    const args = argv({ args: ['--effort', 'high'], addDirs: ['/a', '/b'] });
    expect(args.slice(0, 3)).toEqual(['--effort', 'high', '-p']);
    expect(args.slice(-3)).toEqual(['--add-dir', '/a', '/b']);
  });
});
