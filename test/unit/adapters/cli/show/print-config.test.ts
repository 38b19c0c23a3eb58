import { describe, expect, it } from 'vitest';
import { printConfig } from '../../../../../adapters/cli/show/print-config.ts';

function printed(json: boolean): string {
  const out: string[] = [];
  const values = {
    port: 8787,
    projects: { app: { channels: ['slack:C1', 'slack:C2'], accept: [{ kind: 'file' }], access: {} } },
    notices: ['x'],
  };
  printConfig({ values, notices: ['GITHUB_TOKEN is ignored'] }, { write: (text) => out.push(text) }, json);
  return out.join('');
}

describe('printed configuration', () => {
  it('is one line per value, and the notices', () => {
    const lines = printed(false).split('\n');
    expect(lines.map((line) => line.replaceAll(/ {2,}/g, ' = '))).toEqual([
      'port = 8787',
      'projects.app.channels = slack:C1, slack:C2',
      'projects.app.accept.0.kind = file',
      'projects.app.access = {}',
      'notice: GITHUB_TOKEN is ignored',
      '',
    ]);
    expect(new Set(lines.slice(0, 4).map((line) => line.search(/ {2}\S/))).size).toBe(1);
  });

  it('is one JSON object with --json', () => {
    expect(JSON.parse(printed(true))).toMatchObject({ port: 8787, notices: ['GITHUB_TOKEN is ignored'] });
  });
});
