import type { RuleTable } from '../rule.ts';
import { api } from './agent/api.ts';
import { cli } from './agent/cli.ts';
import { linters } from './javascript/linters.ts';
import { node } from './javascript/node.ts';
import { anyTests, otherTests } from './javascript/other-tests.ts';
import { typescript } from './javascript/typescript.ts';
import { unitTests } from './javascript/unit-tests.ts';
import { dotnet } from './languages/dotnet.ts';
import { elixir } from './languages/elixir.ts';
import { go } from './languages/go.ts';
import { jvm } from './languages/jvm.ts';
import { native } from './languages/native.ts';
import { php } from './languages/php.ts';
import { pythonTests } from './languages/python-tests.ts';
import { pythonTools } from './languages/python-tools.ts';
import { python } from './languages/python.ts';
import { ruby } from './languages/ruby.ts';
import { rust } from './languages/rust.ts';
import { database } from './machine/database.ts';
import { environment, timeouts } from './machine/environment.ts';
import { git } from './machine/git.ts';
import { packages } from './machine/packages.ts';
import { shell, spawned } from './machine/shell.ts';

/** What tools say, whoever ran them. */
const tools: readonly RuleTable[] = [
  environment,
  shell,
  packages,
  git,
  database,
  python,
  pythonTests,
  pythonTools,
  typescript,
  node,
  go,
  rust,
  jvm,
  dotnet,
  native,
  ruby,
  php,
  elixir,
  unitTests,
  otherTests,
  anyTests,
  linters,
  timeouts,
];

/** For the output of checks: nothing in it is about the vendor of an agent. */
export const checkTables: readonly RuleTable[] = [...tools, spawned];

/** For what an agent wrote: its vendor, its own program, and the tools that it ran. */
export const agentTables: readonly RuleTable[] = [api, cli, ...tools];
