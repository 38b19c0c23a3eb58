import { openBench } from '../../integration/workspaces/bench.ts';
import { restoreContract } from './restore.contract.ts';
import { workspacesContract } from './workspaces.contract.ts';

workspacesContract('git worktrees', () => openBench());
restoreContract('git worktrees', () => openBench());
