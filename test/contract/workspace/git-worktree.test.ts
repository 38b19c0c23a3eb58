import { openBench } from '../../integration/workspaces/bench.ts';
import { exactReturnContract } from './exact-return.contract.ts';
import { readingContract } from './reading.contract.ts';
import { restoreContract } from './restore.contract.ts';
import { retentionContract } from './retention.contract.ts';
import { workspacesContract } from './workspaces.contract.ts';

workspacesContract('git worktrees', () => openBench());
restoreContract('git worktrees', () => openBench());
readingContract('git worktrees', () => openBench());
retentionContract('git worktrees', () => openBench());
exactReturnContract('git worktrees', () => openBench());
