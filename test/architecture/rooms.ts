/**
 * The rooms of the project and what each may use. A file belongs to the room with the longest matching path.
 * A new folder has to be entered here; until then the architecture test fails.
 */
export interface Room {
  /** A folder without trailing slash, or one file. */
  readonly path: string;
  /** Rooms (`src/domain`), single files (`src/runner/apply.ts`) or whole trees (`src/**`). A room may always import itself. */
  readonly imports: readonly string[];
  readonly packages: readonly string[] | 'any';
  /** Node's own modules, without `node:`. */
  readonly builtins: readonly string[] | 'any';
  /** Decides only: no clock, chance, process, waiting or global effect. */
  readonly pure?: true;
}

/** Node modules that only compute. */
const harmless = ['path', 'path/posix', 'url', 'util', 'events', 'buffer', 'string_decoder'];

const pure = (path: string, imports: readonly string[]): Room => ({
  path,
  imports,
  packages: ['zod'],
  builtins: [],
  pure: true,
});

const inside = (path: string, imports: readonly string[], packages: readonly string[] = []): Room => ({
  path,
  imports,
  packages,
  builtins: harmless,
});

const adapter = (path: string, packages: readonly string[], family: readonly string[] = []): Room => ({
  path: `adapters/${path}`,
  imports: ['src/domain', 'src/ports', 'src/log', ...family.map((name) => `adapters/${name}`)],
  packages: ['zod', ...packages],
  builtins: 'any',
});

/** Pure words about what people type, which also the configuration needs. */
const sharedWords = ['src/text/nearest.ts', 'src/text/read-duration.ts'];

const core = ['src/domain', 'src/policy', 'src/goal', 'src/text', 'src/ports'];

/** How verbs change and read goals; the rest of the runner is its own affair. */
const runnerDoors = [
  'src/runner/apply.ts',
  'src/runner/document.ts',
  'src/runner/runtime.ts',
  'src/runner/control/**',
  'src/runner/recurring/**',
];

export const rooms: readonly Room[] = [
  pure('src/domain', []),
  pure('src/policy', ['src/domain']),
  pure('src/goal', ['src/domain', 'src/policy']),
  pure('src/text', ['src/domain', 'src/policy', 'src/goal']),
  { path: 'src/ports', imports: ['src/domain'], packages: [], builtins: [] },
  inside('src/runner', [...core, 'src/log']),
  inside('src/app', [...core, ...runnerDoors, 'src/log']),
  inside('src/config', ['src/domain', ...sharedWords], ['zod', 'yaml']),
  { path: 'src/config/load.ts', imports: ['src/domain', 'src/config'], packages: ['zod'], builtins: 'any' },
  inside('src/log', ['src/domain', 'src/ports'], ['pino', 'pino-pretty']),
  inside('src/compose', ['src/**', 'adapters/**']),
  {
    path: 'src/main.ts',
    imports: ['src/domain', 'src/config', 'src/config/load.ts', 'src/log', 'src/compose', 'adapters/cli'],
    packages: ['zod'],
    builtins: 'any',
  },
  { path: 'src/launch.js', imports: ['src/node-version.js', 'src/main.ts'], packages: [], builtins: 'any' },
  { path: 'src/node-version.js', imports: [], packages: [], builtins: [] },

  adapter('process', ['execa']),
  adapter('home', []),
  adapter('system', []),
  adapter('demo', ['execa', 'simple-git'], ['process']),
  adapter('http', ['fastify']),
  adapter('cli', ['commander']),
  adapter('calendar', ['croner']),
  adapter('helper-llm', ['openai']),
  adapter('hooks', ['execa', '@nats-io/transport-node'], ['process']),
  adapter('mcp', ['@modelcontextprotocol/sdk']),
  adapter(
    'memory',
    ['minisearch'],
    [
      'workspace/git-worktree/git/**',
      'workspace/git-worktree/mirror/locks.ts',
      'workspace/git-worktree/work/commit-tree.ts',
    ],
  ),
  adapter('agents/cli', ['execa'], ['process']),
  adapter('agents/claude', ['execa'], ['agents/cli', 'process']),
  adapter('agents/scripted', ['execa'], ['agents/cli', 'process']),
  adapter('chat/shared', ['@resvg/resvg-js', 'dejavu-fonts-ttf']),
  adapter('chat/console', [], ['chat/shared']),
  adapter('chat/slack', ['@slack/bolt', 'yaml'], ['chat/shared']),
  adapter('chat/discord', ['discord.js'], ['chat/shared']),
  adapter('store/shared', []),
  adapter('store/memory', [], ['store/shared']),
  adapter('store/lowdb', ['lowdb'], ['store/shared']),
  adapter('workspace/git-worktree', ['simple-git', 'execa'], ['process']),
  adapter('evaluators/shared', [], ['process']),
  adapter('evaluators/shell', ['execa'], ['evaluators/shared', 'process']),
  adapter('evaluators/file', [], ['evaluators/shared']),
  {
    path: 'adapters/evaluators/custom',
    imports: ['src/domain', 'src/ports', 'src/policy/acceptance/**', 'adapters/evaluators/shared'],
    packages: [],
    builtins: 'any',
  },
  adapter('evaluators/function', ['execa'], ['evaluators/shared', 'process']),
  adapter('evaluators/llm-judge', [], ['evaluators/shared']),
  adapter('evaluators/create-evaluator.ts', [], ['evaluators/**']),

  {
    path: 'test',
    imports: ['src/**', 'adapters/**', '.ci', 'package.json'],
    packages: 'any',
    builtins: 'any',
  },
  {
    path: 'test/unit',
    imports: ['src/**', 'adapters/**', '.ci', 'test', 'package.json'],
    packages: 'any',
    builtins: [
      ...harmless,
      'assert',
      'crypto',
      'fs',
      'fs/promises',
      'os',
      'stream',
      'timers/promises',
      'zlib',
    ],
  },
  { path: '.ci', imports: [], packages: [], builtins: 'any' },
  { path: 'vitest.config.ts', imports: [], packages: ['vitest'], builtins: [] },
];
